package io.ionroller.engine.rollout;

import io.ionroller.engine.rollout.ServiceCommand.DrainProofTooOld;
import io.ionroller.engine.rollout.ServiceCommand.DrainSeen;
import io.ionroller.engine.rollout.ServiceCommand.EffectFailed;
import io.ionroller.engine.rollout.ServiceCommand.EnvironmentSeen;
import io.ionroller.engine.rollout.ServiceCommand.Report;
import io.ionroller.engine.rollout.ServiceCommand.TrafficSeen;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an event of the engine's own rests on, for whoever asks why. Nothing is ever decided by it. Stored with the event; absent in
 * what was stored before, and where a request says it all.
 *
 * @param rule the text of a {@link Rule}; a later version may know more of them
 * @param observed what the rule looked at; absent where it looked at nothing
 */
public record Grounds(String rule, @Nullable Observed observed) {

    /**
     * A value and what it was compared with.
     *
     * @param of whose value it is
     * @param wanted the threshold; empty where there is none
     * @param sampled when it was read
     */
    public record Observed(String of, String value, String wanted, List<Instant> sampled) {
        public Observed {
            sampled = List.copyOf(sampled);
        }
    }

    /** Why the engine decides something. */
    enum Rule {
        REQUESTED,
        OBSERVED,
        TRAFFIC_READ_BACK,
        TRAFFIC_DRIFTED,
        DEADLINE_PASSED,
        PAUSE_OVER,
        BAKE_OVER,
        QUEUE_FREE,
        CANDIDATE_UNHEALTHY,
        CANDIDATE_NOT_STARTING,
        PLATFORM_FAILING,
        INSTANCES_MISSING,
        ENVIRONMENT_UNUSED,
        KEPT_LONG_ENOUGH,
        PROOF_OUTDATED;

        Grounds with(@Nullable Observed observed) {
            return new Grounds(name().toLowerCase(Locale.ROOT).replace('_', '-'), observed);
        }
    }

    /** Whether somebody asked for it, so that the cause of the event says it all. */
    public boolean requested() {
        return equals(Rule.REQUESTED.with(null));
    }

    /** What a report has seen. */
    static Observed of(Report report, ServiceState state) {
        return switch (report) {
            case EnvironmentSeen(var effect, var seen, int times, int needed) ->
                new Observed(
                        seen.environment().toString(),
                        instances(seen.running(), seen.healthy()) + inARow(times, needed),
                        seen.required() + " running and healthy" + inARow(needed, needed),
                        List.of(seen.observedAt()));
            case TrafficSeen(var effect, var seen) ->
                new Observed(
                        "traffic",
                        Sentences.weights(seen.weights()),
                        Sentences.weights(state.traffic().intended()),
                        List.of(seen.observedAt()));
            case DrainSeen(var effect, var proof) ->
                new Observed(proof.environment().toString(), "drained", "drained", List.of(proof.observedAt()));
            case DrainProofTooOld(var effect) ->
                new Observed(effect.toString(), "proof of its drain too old", "a valid one", List.of());
            case EffectFailed(var effect, var kind, var message, int attempts) ->
                new Observed(
                        effect.toString(),
                        attempts + " attempts failed, " + kind.name().toLowerCase(Locale.ROOT),
                        "",
                        List.of());
        };
    }

    /** What is known of an environment's health. */
    static @Nullable Observed of(Environment environment) {
        Environment.Health health = environment.health();
        return health == null
                ? null
                : new Observed(
                        environment.id().toString(),
                        instances(health.running(), health.healthy()),
                        health.required() + " running and healthy",
                        List.of(health.observedAt()));
    }

    /** What is known of the traffic. */
    static Observed of(Traffic traffic) {
        Instant read = traffic.observedAt();
        return new Observed(
                "traffic",
                Sentences.weights(traffic.observed()),
                Sentences.weights(traffic.intended()),
                read == null ? List.of() : List.of(read));
    }

    /** A time that has come. */
    static Observed due(Instant when, Instant now) {
        return new Observed("time", now.toString(), when.toString(), List.of(now));
    }

    private static String inARow(int times, int needed) {
        return needed == 1 ? "" : ", " + times + " times in a row";
    }

    private static String instances(int running, int healthy) {
        return running + " running, " + healthy + " healthy";
    }
}
