package io.ionroller.engine.service;

import io.ionroller.engine.model.ConfigurationRevision;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.platform.EnvironmentOwners;
import io.ionroller.engine.query.Catalog;
import io.ionroller.engine.query.ClusterView;
import io.ionroller.engine.query.ServiceSummary;
import io.ionroller.engine.rollout.Release;
import io.ionroller.engine.rollout.ServiceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Asks the owners of all services what they have and had. Only the names of services come from the catalogue: one that lags
 * makes a sweep look at fewer places, and never makes an orphan of anything. Safe for all threads; never blocks.
 */
public final class Census implements EnvironmentOwners {

    private static final int PAGE = 1000;

    /** Owners asked at a time; each may have to be read from the journal first. */
    private static final int AT_ONCE = 16;

    private final Services services;
    private final Catalog catalog;
    private final ClusterView cluster;

    public Census(Services services, Catalog catalog, ClusterView cluster) {
        this.services = services;
        this.catalog = catalog;
        this.cluster = cluster;
    }

    /**
     * Settings of a platform.
     *
     * @param used by service, of all revisions, also of services without a configuration now; each once
     * @param unanswered services whose owner did not answer
     */
    public record Settings(Map<ServiceName, List<PlatformSettings>> used, List<String> unanswered) {}

    /** All settings of a platform that any service has or had. Fails if the catalogue cannot be read. */
    public CompletionStage<Settings> settings(String platform) {
        return names(null, new ArrayList<>()).thenCompose(names -> {
            Settings found = new Settings(new TreeMap<>(), new ArrayList<>());
            return ask(names, 0, platform, found);
        });
    }

    private CompletionStage<List<ServiceName>> names(@Nullable ServiceName after, List<ServiceName> before) {
        return catalog.services(after, PAGE).thenCompose(page -> {
            page.stream().map(ServiceSummary::service).forEach(before::add);
            return page.size() < PAGE
                    ? CompletableFuture.completedStage(before)
                    : names(page.getLast().service(), before);
        });
    }

    private CompletionStage<Settings> ask(List<ServiceName> names, int from, String platform, Settings found) {
        if (from >= names.size()) {
            return CompletableFuture.completedStage(found);
        }
        int to = Math.min(names.size(), from + AT_ONCE);
        CompletableFuture<?>[] asked = names.subList(from, to).stream()
                .map(name -> services.state(name)
                        .handle((snapshot, failure) -> {
                            note(name, failure == null ? snapshot.state() : null, platform, found);
                            return name;
                        })
                        .toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(asked).thenCompose(done -> ask(names, to, platform, found));
    }

    private static void note(ServiceName name, @Nullable ServiceState state, String platform, Settings found) {
        synchronized (found) {
            if (state == null) {
                found.unanswered().add(name.value());
                return;
            }
            List<PlatformSettings> used = state.configurations().values().stream()
                    .map(ConfigurationRevision::configuration)
                    .map(configuration -> configuration.platform())
                    .filter(settings -> settings.type().equals(platform))
                    .distinct()
                    .toList();
            if (!used.isEmpty()) {
                found.used().put(name, used);
            }
        }
    }

    @Override
    public CompletionStage<Standing> standing(EnvironmentId environment) {
        return services.state(environment.service())
                .thenApply(snapshot -> standing(snapshot.state(), environment))
                .exceptionally(failure -> new Standing.Unanswered(String.valueOf(failure.getMessage())));
    }

    private static Standing standing(ServiceState state, EnvironmentId environment) {
        if (state.environments().containsKey(environment)) {
            return new Standing.Known();
        }
        if (environment.release() > state.lastRelease()) {
            return new Standing.NeverReleased();
        }
        Release release = state.releases().get(environment.release());
        return new Standing.Ended(release == null ? null : release.requestedAt());
    }

    @Override
    public CompletionStage<Boolean> inUse(ServiceName service) {
        return services.state(service)
                .thenApply(snapshot -> snapshot.state().active())
                .exceptionally(unknown -> true);
    }

    @Override
    public CompletionStage<Boolean> writesHere(ServiceName service) {
        return cluster.place(service)
                .thenCombine(
                        cluster.picture(), (place, picture) -> picture.self().equals(place.node()))
                .exceptionally(unknown -> false);
    }
}
