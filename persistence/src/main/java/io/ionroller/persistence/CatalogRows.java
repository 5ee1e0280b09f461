package io.ionroller.persistence;

import io.ionroller.engine.model.ServiceName;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the catalogue that were written last, so that those which change again need not be read. True only while nobody
 * else writes the catalogue: then it must be {@link #forget forgotten}. Used by one thread.
 */
final class CatalogRows {

    private static final int MOST = 4_000;

    private final Map<ServiceName, ServiceRow> services = new Newest<>();
    private final Map<ReleaseKey, ReleaseRow> releases = new Newest<>();

    /** Which release. */
    record ReleaseKey(ServiceName service, long release) {}

    private static final class Newest<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1L;

        private Newest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MOST;
        }
    }

    @Nullable
    ServiceRow service(ServiceName service) {
        return services.get(service);
    }

    @Nullable
    ReleaseRow release(ReleaseKey key) {
        return releases.get(key);
    }

    /** What is stored now. */
    void remember(Map<ServiceName, ServiceRow> storedServices, Map<ReleaseKey, ReleaseRow> storedReleases) {
        services.putAll(storedServices);
        releases.putAll(storedReleases);
    }

    void forget() {
        services.clear();
        releases.clear();
    }
}
