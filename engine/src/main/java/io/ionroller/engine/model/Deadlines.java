package io.ionroller.engine.model;

import java.time.Duration;

/**
 * How long a phase may take before the rollout is rolled back by itself. Time in a pause does not count.
 *
 * @param creating until all instances of the new environment run; 1 s to 24 h
 * @param verifying until the environment is proved healthy; 1 s to 24 h
 * @param shifting until one traffic change is read back; 1 s to 24 h
 * @param finishing until the end state is read back; 1 s to 24 h
 */
public record Deadlines(Duration creating, Duration verifying, Duration shifting, Duration finishing) {

    public Deadlines {
        range("creating", creating);
        range("verifying", verifying);
        range("shifting", shifting);
        range("finishing", finishing);
    }

    /** 10 minutes to create, 5 to verify, 5 to shift, 5 to finish. */
    public static Deadlines standard() {
        Duration five = Duration.ofMinutes(5);
        return new Deadlines(Duration.ofMinutes(10), five, five, five);
    }

    private static void range(String field, Duration value) {
        if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(Duration.ofHours(24)) > 0) {
            throw new InvalidValueException(field, Durations.format(value), "1s to 24h");
        }
    }
}
