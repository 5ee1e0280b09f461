package io.ionroller.engine.rollout;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceConfiguration;
import io.ionroller.engine.model.Step;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.DrainProof;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that was asked, decided or observed about a service. Stored for ever: fields are only ever added, and an added
 * field may be absent in what was stored before.
 */
public sealed interface ServiceEvent
        permits ServiceEvent.ConfigurationChanged,
                ServiceEvent.ConfigurationDeleted,
                ServiceEvent.RequestAnswered,
                ServiceEvent.DropAccepted,
                ServiceEvent.EffectFailing,
                ServiceEvent.OfRelease,
                ServiceEvent.OfEnvironment,
                UpkeepEvent,
                AccessEvent {

    /** The release it is about, if it is about one. */
    default @Nullable Long aboutRelease() {
        return this instanceof OfRelease event ? (Long) event.release() : null;
    }

    /** The environment it is about, if it is about one. */
    default @Nullable EnvironmentId aboutEnvironment() {
        return this instanceof OfEnvironment event ? event.environment() : null;
    }

    /** An event about one release. */
    sealed interface OfRelease extends ServiceEvent {
        long release();
    }

    /** An event about one environment. */
    sealed interface OfEnvironment extends ServiceEvent {
        EnvironmentId environment();
    }

    // Configuration

    /** A new revision of the configuration. */
    record ConfigurationChanged(int revision, ServiceConfiguration configuration) implements ServiceEvent {}

    /** The configuration was taken away; nothing was deployed. */
    record ConfigurationDeleted() implements ServiceEvent {}

    // Requests

    /**
     * A release was requested and will be tried.
     *
     * @param environment where it will run
     * @param origin the release whose version and revision a rollback restores; its own number otherwise
     */
    record ReleaseAccepted(
            long release, Version version, int revision, ReleaseKind kind, EnvironmentId environment, long origin)
            implements OfRelease, OfEnvironment {}

    /** It waits for the rollout in flight. */
    record ReleaseQueued(long release, long behind) implements OfRelease {}

    /**
     * A request with an idempotency key was answered and changed nothing; stored so that the same key gets the same answer.
     *
     * @param request what was asked, such as {@code abort}
     * @param refusal code of the refusal; absent when it was accepted
     */
    record RequestAnswered(String request, @Nullable String refusal) implements ServiceEvent {}

    /** A drop was accepted; what it does are the events that follow. */
    record DropAccepted(Version version, boolean force, List<EnvironmentId> environments) implements ServiceEvent {}

    // The way of a rollout

    /**
     * The rollout begins.
     *
     * @param steps the steps it will take: the strategy's, or one step of 100% for a first release or a warm rollback
     * @param base the environment that has the traffic now; absent for a first release
     * @param deadline until when the first phase must be over
     */
    record RolloutStarted(
            long release, List<Step> steps, @Nullable EnvironmentId base, Instant deadline) implements OfRelease {}

    /**
     * All instances of the environment run.
     *
     * @param resolved what it was made from, found out once, by name; absent where there is nothing to tell
     */
    record EnvironmentCreated(
            long release,
            EnvironmentId environment,
            int instances,
            Instant deadline,
            @Nullable Map<String, String> resolved)
            implements OfRelease, OfEnvironment {
        public EnvironmentCreated {
            resolved = resolved == null || resolved.isEmpty()
                    ? null
                    : Collections.unmodifiableMap(new TreeMap<>(resolved));
        }
    }

    /**
     * The environment was seen to have the healthy instances it needs.
     *
     * @param instances their names; absent in what was stored before they were
     */
    record EnvironmentVerified(
            long release,
            EnvironmentId environment,
            int healthy,
            int required,
            @Nullable List<String> instances) implements OfRelease, OfEnvironment {}

    /** A weight step begins: its traffic change is the {@link TrafficIntended} that comes with it. */
    record StepStarted(long release, int step, Weight weight, Instant deadline) implements OfRelease {}

    /**
     * The rollout waits.
     *
     * @param step index of the pause step, or of the step that comes next
     * @param until when it goes on by itself; absent when it does not
     */
    record RolloutPaused(
            long release,
            int step,
            PauseReason reason,
            @Nullable Instant until,
            String sentence) implements OfRelease {}

    /** Somebody asked for a pause while work was under way; it takes effect when that work is over. */
    record PauseRequested(long release) implements OfRelease {}

    /** The pause is over; the rollout goes on where it was. */
    record RolloutResumed(
            long release, Resumption by, @Nullable Instant deadline) implements OfRelease {}

    /** Why a pause ended. */
    enum Resumption {
        /** Its time was over. */
        TIME,
        /** Somebody resumed it. */
        RESUME,
        /** Somebody promoted it. */
        PROMOTE
    }

    /** Somebody skipped the remaining steps: the next weight is 100%. */
    record RolloutPromoted(long release, boolean full) implements OfRelease {}

    /** The candidate has all traffic and is watched until then. */
    record BakeStarted(long release, Instant until) implements OfRelease {}

    /** The end state is being read back. */
    record FinishStarted(long release, Instant deadline) implements OfRelease {}

    /** The release has all traffic, seen by a reading; its environment is the stable one. */
    record ReleaseCompleted(long release, EnvironmentId environment) implements OfRelease, OfEnvironment {}

    /**
     * All traffic goes back to the base.
     *
     * @param outcome the terminal phase that follows when the traffic was read back
     * @param reason why, as a sentence
     */
    record RollbackStarted(
            long release, PhaseName outcome, @Nullable EnvironmentId base, String reason) implements OfRelease {}

    /** The release was taken back by the engine. */
    record ReleaseRolledBack(long release, String reason) implements OfRelease {}

    /** The release did not succeed and there was nothing to go back to. */
    record ReleaseFailed(long release, String reason) implements OfRelease {}

    /** A person ended the release. */
    record ReleaseAborted(long release, String reason) implements OfRelease {}

    /** A newer request took its place. */
    record ReleaseSuperseded(long release, long by, String reason) implements OfRelease {}

    // Traffic

    /**
     * The service's traffic is to be shared so. Stored before the platform is called.
     *
     * @param shift number of the change within the service, from 1
     * @param release the release that asked for it
     */
    record TrafficIntended(long release, long shift, Map<EnvironmentId, Weight> weights) implements OfRelease {
        public TrafficIntended {
            weights = Map.copyOf(weights);
        }
    }

    /** The router was read and shares the traffic as intended. */
    record TrafficShifted(long release, long shift, Map<EnvironmentId, Weight> weights, Instant observedAt)
            implements OfRelease {
        public TrafficShifted {
            weights = Map.copyOf(weights);
        }
    }

    /**
     * The router was read and is on its way to what is intended, further than before or held up in another way.
     *
     * @param sentence where it is
     * @param notBefore when it takes the next step at the earliest; absent when that does not depend on time
     * @param deadline until when the rollout's step must be over now, since there was progress; absent when nothing has moved
     */
    record TrafficProgressed(
            long release,
            long shift,
            Map<EnvironmentId, Weight> weights,
            String sentence,
            @Nullable Instant notBefore,
            @Nullable Instant deadline,
            Instant observedAt)
            implements OfRelease {
        public TrafficProgressed {
            weights = Map.copyOf(weights);
        }
    }

    /** The router was read and shares the traffic as nobody intended. */
    record TrafficDriftFound(
            long release, Map<EnvironmentId, Weight> intended, Map<EnvironmentId, Weight> observed, Instant observedAt)
            implements OfRelease {
        public TrafficDriftFound {
            intended = Map.copyOf(intended);
            observed = Map.copyOf(observed);
        }
    }

    // Environments

    /** The health of an environment differs from what was last stored. */
    record EnvironmentHealthChanged(
            EnvironmentId environment, int healthy, int running, int required, String detail, Instant observedAt)
            implements OfEnvironment {}

    /** Wanted instances do not run (any more); the platform is asked to bring them back. */
    record InstancesLost(
            EnvironmentId environment, List<String> instances, int repair, Instant notBefore, String detail)
            implements OfEnvironment {
        public InstancesLost {
            instances = List.copyOf(instances);
        }
    }

    /** All wanted instances run again. */
    record InstancesReplaced(EnvironmentId environment, int repair, int running) implements OfEnvironment {}

    /** The environment has no traffic and stays warm until then. */
    record EnvironmentRetired(EnvironmentId environment, Instant removeAt) implements OfEnvironment {}

    /** A retired environment is used again. */
    record EnvironmentReused(EnvironmentId environment, long release) implements OfEnvironment {}

    /** The environment is to be removed as soon as it is proved to be drained. */
    record DrainStarted(EnvironmentId environment, String reason) implements OfEnvironment {}

    /** The environment is proved to be drained. */
    record DrainProven(EnvironmentId environment, DrainProof proof) implements OfEnvironment {}

    /** The proof was too old to act on; a new one is needed. */
    record DrainProofExpired(EnvironmentId environment) implements OfEnvironment {}

    /** Nothing is left of the environment, seen by a reading. */
    record EnvironmentRemoved(EnvironmentId environment) implements OfEnvironment {}

    // Trouble

    /** A platform call keeps failing; it goes on being tried. */
    record EffectFailing(String effect, String kind, String message, int attempts) implements ServiceEvent {}
}
