package io.ionroller.deploy.ec2;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import io.ionroller.deploy.ec2.template.Installation;
import io.ionroller.deploy.registry.RegistrySettings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the platform, from {@code ionroller.ec2}.
 *
 * @param endpoint where AWS answers, instead of what the SDK's standard settings say
 * @param answerTimeout after which the outcome of a call counts as unknown
 * @param installation tells the resources of several engines in one account apart
 * @param observeInterval between two looks at something awaited
 * @param watchFreshness how old a look during a rollout may be
 * @param calmFreshness how old a look at what is calm may be
 * @param consoleInterval after which the console of an unhealthy instance that told nothing is read again
 * @param registries the way to registries other than Amazon ECR
 * @param sweepMinimumAge what is younger is no orphan
 */
public record Ec2Config(
        Optional<URI> endpoint,
        Duration answerTimeout,
        Installation installation,
        Duration observeInterval,
        Duration watchFreshness,
        Duration calmFreshness,
        Duration consoleInterval,
        RegistrySettings registries,
        Duration sweepMinimumAge) {

    /**
     * Reads {@code ionroller.ec2}, and what it needs of others.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static Ec2Config from(Config config) {
        Config ec2 = config.getConfig("ionroller.ec2");
        return new Ec2Config(
                endpoint(ec2.getString("endpoint")),
                positive(ec2, "answer-timeout"),
                Installation.from(config),
                positive(ec2, "observe-interval"),
                positive(ec2, "watch-freshness"),
                positive(ec2, "calm-freshness"),
                positive(ec2, "console-interval"),
                RegistrySettings.from(config),
                positive(ec2, "sweep.minimum-age"));
    }

    private static Optional<URI> endpoint(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return Optional.of(uri);
            }
        } catch (IllegalArgumentException notAUri) {
            // told below
        }
        throw new ConfigException.BadValue(
                "ionroller.ec2.endpoint", "got \"" + text + "\", wanted http://HOST:PORT or https://HOST");
    }

    private static Duration positive(Config ec2, String key) {
        Duration duration = ec2.getDuration(key);
        if (duration.isZero() || duration.isNegative()) {
            throw new ConfigException.BadValue("ionroller.ec2." + key, "must be more than 0, is " + duration);
        }
        return duration;
    }
}
