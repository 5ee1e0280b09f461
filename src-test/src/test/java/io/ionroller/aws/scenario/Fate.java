package io.ionroller.aws.scenario;

import java.time.Duration;
import java.util.Optional;

/**
 * What becomes of an instance.
 *
 * @param boot from running to answering; empty for the cloud's usual pace
 * @param sickness the reason code for which its targets never become healthy, such as {@code Target.ResponseCodeMismatch}
 * @param console what it says on its console, the end of it
 * @param diesAfter how long it answers before it stops to
 */
public record Fate(
        Optional<Duration> boot, Optional<Sickness> sickness, Optional<String> console, Optional<Duration> diesAfter) {

    /** Why a target is unhealthy, in AWS's words. */
    public record Sickness(String reason, String description) {}

    public static final Fate HEALTHY = new Fate(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public static Fate slow(Duration boot) {
        return new Fate(Optional.of(boot), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Answers its health checks with the wrong code. */
    public static Fate answering(int httpCode) {
        Sickness sickness = new Sickness(
                "Target.ResponseCodeMismatch", "Health checks failed with these codes: [" + httpCode + "]");
        return new Fate(Optional.empty(), Optional.of(sickness), Optional.empty(), Optional.empty());
    }

    /** Never answers, and its console says why. */
    public static Fate bootFailing(String console) {
        return new Fate(
                Optional.empty(),
                Optional.of(new Sickness("Target.Timeout", "Request timed out")),
                Optional.of(console),
                Optional.empty());
    }

    public static Fate dyingAfter(Duration life) {
        Sickness sickness = new Sickness("Target.FailedHealthChecks", "Health checks failed");
        return new Fate(Optional.empty(), Optional.of(sickness), Optional.empty(), Optional.of(life));
    }
}
