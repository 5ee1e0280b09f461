package io.ionroller.deploy.registry;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Settings of the way to registries, from {@code ionroller.registries}.
 *
 * @param plain the registries that are asked without TLS, as images name them: {@code registry.example.org:5000}
 * @param answerTimeout how long each answer is waited for
 */
public record RegistrySettings(Set<String> plain, Duration answerTimeout) {

    /** Nobody between the engine and a loopback address could read or change what is said. */
    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127(\\.\\d{1,3}){3})(:\\d+)?");

    private static final Pattern REGISTRY = Pattern.compile("[A-Za-z0-9.-]+(:\\d{1,5})?");

    public RegistrySettings {
        plain = Set.copyOf(plain);
        for (String registry : plain) {
            if (!REGISTRY.matcher(registry).matches()) {
                throw new ConfigException.BadValue(
                        "ionroller.registries.plain", "got \"" + registry + "\", wanted HOST or HOST:PORT");
            }
        }
        if (!answerTimeout.isPositive()) {
            throw new ConfigException.BadValue(
                    "ionroller.registries.answer-timeout", "must be more than 0, is " + answerTimeout);
        }
    }

    /**
     * Reads {@code ionroller.registries}.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static RegistrySettings from(Config config) {
        Config registries = config.getConfig("ionroller.registries");
        return new RegistrySettings(
                Set.copyOf(registries.getStringList("plain")), registries.getDuration("answer-timeout"));
    }

    /** {@code https}, or {@code http} where that is allowed. */
    String scheme(String registry) {
        return plain.contains(registry) || LOOPBACK.matcher(registry).matches() ? "http" : "https";
    }
}
