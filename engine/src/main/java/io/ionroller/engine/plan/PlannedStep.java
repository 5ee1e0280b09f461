package io.ionroller.engine.plan;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step of the way that a release would take if all goes well.
 *
 * @param after how long after the candidate was proved healthy; zero for what comes before that
 * @param lasts how long it lasts, or may last at the most ({@link Kind#CREATE}, {@link Kind#VERIFY}); absent where nobody can tell
 * @param weights the shares of traffic from here on; empty where they do not change
 * @param text what happens, for a person
 */
public record PlannedStep(
        Kind kind, Duration after, @Nullable Duration lasts, Map<EnvironmentId, Weight> weights, String text) {

    public PlannedStep {
        weights = Map.copyOf(weights);
    }

    /** The kinds of steps. */
    public enum Kind {
        /** The environment is made. */
        CREATE,
        /** Its instances must be healthy. */
        VERIFY,
        /** The traffic changes. */
        SHIFT,
        /** It waits for a time. */
        PAUSE,
        /** It waits for a person. */
        PERSON,
        /** It has all traffic and is watched. */
        BAKE,
        /** The release is completed. */
        COMPLETE,
        /** A former environment stays warm. */
        RETIRE,
        /** A former environment is drained. */
        DRAIN,
        /** A former environment is gone. */
        REMOVE
    }
}
