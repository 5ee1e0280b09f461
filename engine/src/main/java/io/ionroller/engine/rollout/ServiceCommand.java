package io.ionroller.engine.rollout;

import io.ionroller.engine.model.ServiceConfiguration;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.TrafficObservation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be asked of, or reported to, the owner of a service. */
public sealed interface ServiceCommand {

    /** A request of a person or a program; always answered. */
    sealed interface Request extends ServiceCommand {
        /** The name in the audit log, such as {@code start-release}. */
        String text();
    }

    /** The report of a running effect; dropped when its effect is not owed (any more). */
    sealed interface Report extends ServiceCommand {
        EffectId effect();
    }

    /** Store a new revision of the configuration. */
    record PutConfiguration(ServiceConfiguration configuration) implements Request {
        @Override
        public String text() {
            return "put-configuration";
        }
    }

    /** Take the configuration away; only when nothing is deployed. */
    record DeleteConfiguration() implements Request {
        @Override
        public String text() {
            return "delete-configuration";
        }
    }

    /** Release a version; absent revision: the newest; with a plan: only if nothing has moved since. */
    record StartRelease(
            Version version,
            @Nullable Integer revision,
            @Nullable PlannedOn planned) implements Request {

        public StartRelease(Version version, @Nullable Integer revision) {
            this(version, revision, null);
        }

        @Override
        public String text() {
            return "start-release";
        }
    }

    /**
     * The plan that a release was decided on.
     *
     * @param plan its id, as {@link PlanId} writes it
     * @param moved what is not as it was then, by what the platform was found to be: phrases for a sentence
     * @param obstacles what stands in the way of it, now as then: phrases for a sentence; absent when nothing
     *     does
     */
    record PlannedOn(
            String plan, List<String> moved, @Nullable List<String> obstacles) {
        public PlannedOn {
            moved = List.copyOf(moved);
            obstacles = obstacles == null ? null : List.copyOf(obstacles);
        }
    }

    /** Go back; absent version: to the release before the stable one, or out of the rollout in flight. */
    record RollBack(@Nullable Version version) implements Request {
        @Override
        public String text() {
            return "roll-back";
        }
    }

    /** Skip the pause or the rest of the bake; {@code full}: skip all remaining steps too. */
    record Promote(boolean full) implements Request {
        @Override
        public String text() {
            return "promote";
        }
    }

    /** Stop before the next step. */
    record Pause() implements Request {
        @Override
        public String text() {
            return "pause";
        }
    }

    /** End a pause. */
    record Resume() implements Request {
        @Override
        public String text() {
            return "resume";
        }
    }

    /** End the rollout in flight and return all traffic to where it started from. */
    record Abort() implements Request {
        @Override
        public String text() {
            return "abort";
        }
    }

    /** Remove the environments of a version; {@code force}: also when they are in use. */
    record Drop(Version version, boolean force) implements Request {
        @Override
        public String text() {
            return "drop";
        }
    }

    /**
     * An environment was observed by the effect that creates, verifies, watches, repairs or removes it.
     *
     * @param times how many observations in a row have shown it ready, this one included
     * @param needed how many must before it counts as healthy
     */
    record EnvironmentSeen(EffectId effect, EnvironmentObservation observation, int times, int needed)
            implements Report {

        public EnvironmentSeen {
            if (times < 0 || needed < 1) {
                throw new IllegalArgumentException("seen " + times + " of " + needed + " times");
            }
        }

        /** One that stands for itself. */
        public EnvironmentSeen(EffectId effect, EnvironmentObservation observation) {
            this(effect, observation, observation.ready() ? 1 : 0, 1);
        }

        boolean confirmed() {
            return times >= needed;
        }
    }

    /** The router was observed. */
    record TrafficSeen(EffectId effect, TrafficObservation observation) implements Report {}

    /** An environment is drained. */
    record DrainSeen(EffectId effect, DrainProof proof) implements Report {}

    /** The proof in hand is too old to remove anything, or the environment has had traffic since. */
    record DrainProofTooOld(EffectId effect) implements Report {}

    /**
     * A platform call failed finally, or its retries have used up their budget.
     *
     * @param attempts how often it was tried so far; it goes on being tried while its effect is owed
     */
    record EffectFailed(EffectId effect, PlatformException.Kind kind, String message, int attempts) implements Report {}

    /** Time has passed; something may be due. */
    record TimePassed() implements ServiceCommand {}
}
