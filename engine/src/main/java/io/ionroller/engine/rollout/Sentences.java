package io.ionroller.engine.rollout;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.TrafficProgress;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the engine is doing and why, for a person. */
public final class Sentences {

    private Sentences() {}

    /** Why the service is where it is. Never empty. */
    public static String of(ServiceState state) {
        Rollout rollout = state.rollout();
        if (rollout != null) {
            return "release " + rollout.release() + " of "
                    + state.release(rollout.release()).version() + rollout(state, rollout) + afterwards(state, rollout)
                    + alterations(state);
        }
        Map<EnvironmentId, Weight> drift = state.traffic().drift();
        if (drift != null) {
            return "the traffic was found as nobody intended: " + weights(drift) + " instead of "
                    + weights(state.traffic().intended())
                    + (state.traffic().settled()
                            ? "; the next release or rollback sets it right"
                            : "; it is being set right" + progress(state))
                    + alterations(state);
        }
        if (!state.traffic().settled()) {
            return "traffic is being changed to " + weights(state.traffic().intended()) + progress(state);
        }
        return state.stableRelease()
                .map(release -> release.version() + " has all traffic" + unlessHealthy(state, release))
                .map(sentence -> sentence + alterations(state))
                .orElse(state.configured() ? "nothing is deployed" : "nothing is configured");
    }

    private static String unlessHealthy(ServiceState state, Release release) {
        Environment environment = state.environment(release.environment());
        if (environment.upkeep().loss() != null) {
            return ", but " + lost(state, environment);
        }
        return environment.ready() ? "" : ", but is not healthy: " + health(environment);
    }

    /** That an environment is lost, and what is done about it. */
    private static String lost(ServiceState state, Environment environment) {
        Upkeep.Loss loss = Objects.requireNonNull(environment.upkeep().loss());
        return environment.id() + " is lost (" + loss.reason() + ")"
                + (Losses.madeAgain(state, environment)
                        ? " and is being made again: " + health(environment)
                        : "; on_loss is hold: release or roll back");
    }

    /** What others have changed of the environments in use; empty when nothing. */
    private static String alterations(ServiceState state) {
        return state.environments().values().stream()
                .filter(environment -> !Progress.unused(state, environment))
                .flatMap(environment -> environment.upkeep().drift().stream()
                        .map(drift -> "; somebody else has changed " + environment.id() + ": " + drift.sentence()
                                + (environment.upkeep().restoring().contains(drift.part())
                                        ? ", which is being set right"
                                        : "")))
                .collect(Collectors.joining());
    }

    private static String rollout(ServiceState state, Rollout rollout) {
        Environment candidate = state.environment(rollout.candidate());
        return switch (rollout.phase()) {
            case Phase.Creating phase -> " is creating " + candidate.id() + ", until " + time(phase.deadline());
            case Phase.Verifying phase
            when candidate.growing() ->
                " first gives " + candidate.id() + " its instances back (" + health(candidate) + "), until "
                        + time(phase.deadline());
            case Phase.Verifying phase ->
                " waits for " + candidate.id() + " to be healthy (" + health(candidate) + "), until "
                        + time(phase.deadline());
            case Phase.Shifting phase ->
                " is moving traffic to " + phase.weight() + step(rollout) + progress(state) + ", until "
                        + time(phase.deadline());
            case Phase.Paused phase -> paused(rollout, phase);
            case Phase.Baking phase -> " has all traffic and is watched until " + time(phase.until());
            case Phase.Finishing phase -> " is reading the end state back, until " + time(phase.deadline());
            case Phase.RollingBack phase ->
                " returns all traffic"
                        + (rollout.base() == null ? "" : " to " + Ending.describe(state, rollout.base()))
                        + progress(state) + ": " + phase.reason();
        };
    }

    /** Where a change of traffic is that takes many steps, in brackets; empty for others. */
    static String progress(ServiceState state) {
        TrafficProgress progress = state.traffic().progress();
        if (progress == null) {
            return "";
        }
        Instant next = progress.notBefore();
        return " (" + progress.sentence() + (next == null ? "" : "; next step at " + time(next)) + ")";
    }

    private static String paused(Rollout rollout, Phase.Paused phase) {
        return switch (phase.reason()) {
            case TIMED, MANUAL -> step(rollout) + ": " + phase.sentence();
            case REQUESTED -> " is " + phase.sentence();
            case HELD -> " is held: " + phase.sentence();
        };
    }

    private static String step(Rollout rollout) {
        return ", step " + (rollout.reached() + 1) + " of " + rollout.steps().size();
    }

    private static String afterwards(ServiceState state, Rollout rollout) {
        Long queued = state.queued();
        Environment base = rollout.base() == null ? null : state.environments().get(rollout.base());
        return (rollout.pauseRequested() ? "; a pause is requested after that" : "")
                + (base == null || base.upkeep().loss() == null ? "" : "; meanwhile " + lost(state, base))
                + (queued == null
                        ? ""
                        : "; release " + queued + " of " + state.release(queued).version() + " waits for its end");
    }

    /** The health of an environment in a few words. */
    public static String health(Environment environment) {
        Environment.Health health = environment.health();
        if (health == null) {
            return "not observed yet";
        }
        String detail = health.detail().isEmpty() ? "" : ", " + health.detail();
        return health.healthy() + " of " + health.required() + " healthy" + detail;
    }

    /** Weights in a few words, such as {@code hello-1 90%, hello-2 10%}. */
    public static String weights(Map<EnvironmentId, Weight> weights) {
        if (weights.isEmpty()) {
            return "nothing";
        }
        return new TreeMap<>(weights)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }

    /** A time in whole seconds. */
    static String time(Instant when) {
        return when.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString();
    }
}
