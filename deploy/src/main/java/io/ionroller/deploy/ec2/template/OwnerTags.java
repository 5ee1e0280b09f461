package io.ionroller.deploy.ec2.template;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.platform.EffectId;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The tags by which a resource says whose it is. Nothing without them is ever changed or removed. All values are within
 * AWS's limits (256 characters of {@code [\p{L}\p{Z}\p{N}_.:/=+-@]}) because the values they are made of are.
 *
 * @param installation which ION-Roller made the resource
 * @param environment the environment it belongs to
 * @param version what the environment runs
 * @param effect the effect that made it
 */
public record OwnerTags(Installation installation, EnvironmentId environment, Version version, EffectId effect) {

    /** The tag that tells which ION-Roller made a resource. */
    public static final String INSTALLATION = "ionroller:installation";
    /** The tag with the service's name. */
    public static final String SERVICE = "ionroller:service";
    /** The tag with the release's number. */
    public static final String RELEASE = "ionroller:release";
    /** The tag with the environment's id, such as {@code hello-7}. */
    public static final String ENVIRONMENT = "ionroller:environment";
    /** The tag with the effect that made the resource, such as {@code hello/7/create}. */
    public static final String EFFECT = "ionroller:effect";
    /** The tag of rules that take test requests; its value is {@link #TEST}. */
    public static final String RULE = "ionroller:rule";
    /** See {@link #RULE}. */
    public static final String TEST = "test";
    /** The tag with the version. */
    public static final String VERSION = "ionroller:version";

    /** Tag names and values, sorted by name. */
    public Map<String, String> asMap() {
        Map<String, String> tags = new TreeMap<>(identity(installation, environment, version));
        tags.put(EFFECT, effect.toString());
        return Collections.unmodifiableMap(tags);
    }

    /** Those that a resource of the environment has whatever effect made it, sorted by name. */
    public static Map<String, String> identity(Installation installation, EnvironmentId environment, Version version) {
        Map<String, String> tags = new TreeMap<>();
        tags.put(INSTALLATION, installation.name());
        tags.put(SERVICE, environment.service().value());
        tags.put(RELEASE, Long.toString(environment.release()));
        tags.put(ENVIRONMENT, environment.toString());
        tags.put(VERSION, version.value());
        return Collections.unmodifiableMap(tags);
    }

    /** Whether a resource with these tags is the installation's and belongs to the environment, whatever effect made it. */
    public static boolean matches(Map<String, String> tags, Installation installation, EnvironmentId environment) {
        return installation.name().equals(tags.get(INSTALLATION))
                && environmentOf(tags).filter(environment::equals).isPresent();
    }

    /**
     * The environment that a resource with these tags belongs to; empty when they do not say, or contradict each other.
     */
    public static Optional<EnvironmentId> environmentOf(Map<String, String> tags) {
        String service = tags.get(SERVICE);
        String release = tags.get(RELEASE);
        if (service == null || release == null) {
            return Optional.empty();
        }
        try {
            EnvironmentId id = new EnvironmentId(new ServiceName(service), Long.parseLong(release));
            return id.toString().equals(tags.get(ENVIRONMENT)) ? Optional.of(id) : Optional.empty();
        } catch (InvalidValueException | NumberFormatException notOurs) {
            return Optional.empty();
        }
    }
}
