package io.ionroller.engine.platform;

import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Where environments live. Every verb may be repeated at any time, also by another process after a crash of the first one
 * in the middle of it: {@code ensure} finds what is already there, {@code remove} of what is gone succeeds.
 *
 * <p>Methods return at once and never block the caller; a stage fails with a {@link PlatformException} (anything else is a
 * bug and is treated as {@link PlatformException.Kind#RETRYABLE}). Observations are read when asked, except where the
 * {@link Priority} allows older ones; {@code observedAt} is never later than what they show. Called from any thread.
 */
public interface Platform {

    /** The name that {@link PlatformSettings#type()} uses. */
    String type();

    /**
     * The same platform for calls of this priority. Calls without one count as {@link Priority#VERIFY}. Where calls cost nothing,
     * priorities do not matter.
     */
    default Platform at(Priority priority) {
        return this;
    }

    /** How often something awaited is worth a look, where a look costs something; otherwise as often as wanted. */
    default Duration observeInterval(Duration wanted) {
        return wanted;
    }

    /**
     * What holds up calls of this priority at this moment, as a part of a sentence such as {@code verification delayed 4 s by API
     * limits}; empty when they go at once.
     */
    default Optional<String> callDelay(PlatformSettings settings) {
        return Optional.empty();
    }

    /** The smallest difference of weights, in basis points (1 is 0.01%); every weight must be a multiple of it. */
    default int weightUnit() {
        return 1;
    }

    /** What finds and removes leftovers; absent where there is nothing of the kind. */
    default Optional<Sweeper> sweeper() {
        return Optional.empty();
    }

    /** How many observations in a row must show a new environment ready before it counts as healthy; at least 1. */
    default int requiredObservations(PlatformSettings settings) {
        return 1;
    }

    /** How long an environment has had weight 0 at the least before it counts as drained. */
    default Duration drainDelay(PlatformSettings settings) {
        return Duration.ZERO;
    }

    /**
     * How an environment of these settings that is there and healthy gets all traffic, such as {@code in one change}: the end of
     * a sentence for a person who is about to roll back.
     */
    default String trafficReturns(PlatformSettings settings) {
        return "in one change, within about a second";
    }

    /**
     * What a release of the candidate would do here, and what stands in its way. Reads, and changes nothing. What cannot be
     * found out is a problem of the plan, not a failed stage, as far as the rest can be.
     *
     * @param candidate the environment that would be made; it does not exist yet
     * @param traffic how the traffic is meant to be shared now
     */
    default CompletionStage<PlatformPlan> plan(EnvironmentSpec candidate, TrafficSpec traffic) {
        return traffic.shift() == 0
                ? CompletableFuture.completedStage(PlatformPlan.general(candidate, traffic, Map.of()))
                : observeTraffic(traffic).thenApply(seen -> PlatformPlan.general(candidate, traffic, seen.weights()));
    }

    /** What is wrong with the settings; fields are relative to the {@code platform} object. Empty when all is well. */
    List<Violation> check(ServiceName service, PlatformSettings settings);

    /**
     * Makes the environment, or completes it: instances that are missing or exited are started, those that run are left
     * alone. What is lost of it, or all, is made as at first. It gets no traffic by this. Answers what was seen afterwards; instances may still be starting.
     *
     * <p>An environment that {@link #removeEnvironment} has torn down is never made again: the call is a late one of an engine
     * that was overtaken, and fails as SUPERSEDED.
     */
    CompletionStage<EnvironmentObservation> ensureEnvironment(EnvironmentSpec spec, EffectId effect);

    /**
     * Sets these parts of an environment right again, as it was made, and answers what was seen afterwards. To restore the
     * capacity is also how an environment that was scaled down gets its instances back. What is right already, and what no safe
     * call can set right, is left alone. Does nothing where environments have no such parts.
     */
    default CompletionStage<EnvironmentObservation> restoreEnvironment(
            EnvironmentSpec spec, Set<EnvironmentPart> parts, EffectId effect) {
        return observeEnvironment(spec);
    }

    /**
     * Ends instances of an environment without traffic until it has what {@link EnvironmentObservation#unused} says, and answers
     * what was seen afterwards; {@link #restoreEnvironment} takes it back. Does nothing where environments keep all they have.
     *
     * <p>An environment that has traffic is not scaled down: the call is a late one, and fails as SUPERSEDED.
     */
    default CompletionStage<EnvironmentObservation> scaleDownEnvironment(EnvironmentSpec spec, EffectId effect) {
        return observeEnvironment(spec);
    }

    /** What is there of the environment now. */
    CompletionStage<EnvironmentObservation> observeEnvironment(EnvironmentSpec spec);

    /**
     * Sets the weights, in one change, and answers what was read back. Where readings lag behind changes, it is answered when the
     * change can be read: a reading from before the change could show the same weights by chance, while others are to come. If the weights found before are neither the wanted
     * nor one of the {@code expected} ones, nothing is changed and the observation shows the weights found: drift.
     *
     * <p>Where the traffic cannot be changed at once, a call takes the next step that can be taken, if any, and answers how far the
     * change is ({@link TrafficObservation#progress}); it is called again until nothing is left to do.
     *
     * <p>A call whose {@link TrafficSpec#shift} is lower than one that the router has taken before is a late one of an engine
     * that was overtaken: it changes nothing and fails as SUPERSEDED. The check and the change are one step.
     */
    CompletionStage<TrafficObservation> ensureTraffic(TrafficSpec spec, EffectId effect);

    /** What the router does now; with a progress where {@link #ensureTraffic} of the same would have something to do. */
    CompletionStage<TrafficObservation> observeTraffic(TrafficSpec spec);

    /**
     * What the router does now, looked at as strictly as the platform can before something without traffic is removed: requests
     * that reach the environment by any way count as in flight.
     */
    default CompletionStage<TrafficObservation> observeDrain(TrafficSpec spec) {
        return observeTraffic(spec);
    }

    /**
     * Tears the environment down and answers what is left of it ({@link EnvironmentObservation#exists()} is false when all
     * is gone).
     *
     * <p>An environment that has traffic, or had any since the proof's observation, is not removed: the call is a late one, or
     * somebody else was faster. It fails as SUPERSEDED, and a new proof is needed.
     *
     * @param proof a proof for this environment that is still valid; anything else fails as TERMINAL
     */
    CompletionStage<EnvironmentObservation> removeEnvironment(EnvironmentSpec spec, DrainProof proof, EffectId effect);

    /**
     * The last lines that an instance wrote to its standard output and error, oldest first. Empty for an unknown instance.
     *
     * @param lines 1 to 10000
     */
    CompletionStage<List<String>> output(EnvironmentSpec spec, String instance, int lines);
}
