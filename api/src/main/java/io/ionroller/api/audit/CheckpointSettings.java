package io.ionroller.api.audit;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What {@code ionroller.audit.checkpoints} says.
 *
 * @param place where they are written
 * @param key file of the private key that signs them
 * @param interval between two of them; 1 second to 7 days
 */
public record CheckpointSettings(CheckpointPlace place, Path key, Duration interval) {

    private static final String ROOT = "ionroller.audit.checkpoints.";
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(7);

    public CheckpointSettings {
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            throw new ConfigException.BadValue(ROOT + "interval", "must be 1 s to 7 days, is " + interval);
        }
    }

    /**
     * Reads them; empty when neither a folder nor a bucket is named, and so none are written.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static Optional<CheckpointSettings> from(Config config) {
        String key = config.getString(ROOT + "key");
        Duration interval = config.getDuration(ROOT + "interval");
        return CheckpointPlace.from(config.getConfig("ionroller.audit.checkpoints"))
                .map(place -> new CheckpointSettings(place, named(key), interval));
    }

    private static Path named(String key) {
        if (key.isBlank()) {
            throw new ConfigException.BadValue(
                    ROOT + "key",
                    "must name the file of a private key, because a place for checkpoints is set; make one with:"
                            + " ionroller audit keygen");
        }
        return Path.of(key).toAbsolutePath();
    }
}
