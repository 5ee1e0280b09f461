package io.ionroller.engine.rollout;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Step;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rollout in flight.
 *
 * @param release the release it carries out
 * @param candidate where that release runs
 * @param base the environment it started from and returns to; absent for a first release
 * @param steps the steps it takes
 * @param reached index of the last step begun; -1 before the first
 * @param phase where it is
 * @param since when that phase began
 * @param pauseRequested a pause is to follow the work under way
 */
public record Rollout(
        long release,
        EnvironmentId candidate,
        @Nullable EnvironmentId base,
        List<Step> steps,
        int reached,
        Phase phase,
        Instant since,
        boolean pauseRequested) {

    Rollout in(Phase next, Instant at) {
        return new Rollout(release, candidate, base, steps, reached, next, at, pauseRequested);
    }

    Rollout at(int step) {
        return new Rollout(release, candidate, base, steps, step, phase, since, pauseRequested);
    }

    Rollout with(List<Step> newSteps) {
        return new Rollout(release, candidate, base, List.copyOf(newSteps), reached, phase, since, pauseRequested);
    }

    Rollout withPauseRequested(boolean requested) {
        return new Rollout(release, candidate, base, steps, reached, phase, since, requested);
    }
}
