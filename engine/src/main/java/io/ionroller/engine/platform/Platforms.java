package io.ionroller.engine.platform;

import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Violation;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The platforms that this process knows, by name. Immutable. */
public final class Platforms {

    private final TreeMap<String, Platform> byType;

    public Platforms(List<Platform> platforms) {
        byType = platforms.stream()
                .collect(Collectors.toMap(
                        Platform::type,
                        platform -> platform,
                        (one, two) -> {
                            throw new IllegalArgumentException("two platforms named " + one.type());
                        },
                        TreeMap::new));
    }

    /**
     * The platform of a stored configuration.
     *
     * @throws PlatformException TERMINAL if this process does not have it
     */
    public Platform of(PlatformSettings settings) {
        Platform platform = byType.get(settings.type());
        if (platform == null) {
            throw new PlatformException(
                    PlatformException.Kind.TERMINAL,
                    "this engine has no platform '" + settings.type() + "', only "
                            + String.join(", ", byType.keySet()));
        }
        return platform;
    }

    /** How often something awaited on a platform is worth a look; as wanted where this process does not have it. */
    public Duration observeInterval(PlatformSettings settings, Duration wanted) {
        Platform platform = byType.get(settings.type());
        return platform == null ? wanted : platform.observeInterval(wanted);
    }

    /** What is wrong with the settings; fields begin with {@code platform}. */
    public List<Violation> check(ServiceName service, PlatformSettings settings) {
        Platform platform = byType.get(settings.type());
        if (platform == null) {
            return List.of(new Violation(
                    "platform.type", '"' + settings.type() + '"', "one of " + String.join(", ", byType.keySet())));
        }
        return platform.check(service, settings).stream()
                .map(violation -> violation.under("platform"))
                .toList();
    }
}
