package io.ionroller.deploy.ec2.settings;

import io.ionroller.deploy.settings.SettingsReader;
import java.time.Duration;

/**
 * When an environment counts as ready.
 *
 * @param observations how many observations in a row must show all instances ready, 1 to 10
 * @param healthGrace how long after its launch a failed health check does not yet end an instance, 0 s to 2 h: the time that
 *     booting, pulling the image and starting take
 * @param instanceWarmup how long the metrics of a new instance do not count for scaling policies, 0 s to 1 h
 */
public record Readiness(int observations, Duration healthGrace, Duration instanceWarmup) {

    private static final int MOST_OBSERVATIONS = 10;
    private static final Duration STANDARD_GRACE = Duration.ofSeconds(300);
    private static final Duration LONGEST_GRACE = Duration.ofHours(2);
    private static final Duration LONGEST_WARMUP = Duration.ofHours(1);

    public Readiness {
        Shapes.need("observations", observations, 1, MOST_OBSERVATIONS);
        Shapes.need("health_grace", healthGrace, Duration.ZERO, LONGEST_GRACE);
        Shapes.need("instance_warmup", instanceWarmup, Duration.ZERO, LONGEST_WARMUP);
    }

    static Readiness read(SettingsReader reader) {
        return new Readiness(
                reader.whole("observations", 1, MOST_OBSERVATIONS).orElse(1),
                reader.seconds("health_grace", Duration.ZERO, LONGEST_GRACE).orElse(STANDARD_GRACE),
                reader.seconds("instance_warmup", Duration.ZERO, LONGEST_WARMUP).orElse(Duration.ZERO));
    }
}
