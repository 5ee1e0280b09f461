package io.ionroller.api.view;

import io.ionroller.engine.rollout.Phase;
import io.ionroller.engine.rollout.Release;
import io.ionroller.engine.rollout.Rollout;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The rollout in flight.
 *
 * @param kind {@code release}, {@code warm-rollback} or {@code cold-rollback}
 * @param candidate environment of the release
 * @param base environment it started from and goes back to; absent for a first release
 * @param phase such as {@code shifting}
 * @param step number of the last step begun, from 1; 0 before the first
 * @param stepCount how many steps there are
 * @param since when the phase began
 * @param deadline when the phase must be over, or the rollout rolls back; absent when it has none
 * @param until when the phase goes on by itself; absent when it does not
 * @param pauseReason {@code timed}, {@code manual}, {@code requested} or {@code held}; absent when it is not paused
 * @param pauseRequested a pause is to follow the work under way
 * @param sentence why it is where it is, for a person
 */
public record RolloutView(
        long release,
        String version,
        int revision,
        String kind,
        String candidate,
        @Nullable String base,
        String phase,
        int step,
        int stepCount,
        List<StepView> steps,
        Instant since,
        @Nullable Instant deadline,
        @Nullable Instant until,
        @Nullable String pauseReason,
        boolean pauseRequested,
        String sentence) {

    static RolloutView of(Rollout rollout, Release release, String sentence) {
        Phase phase = rollout.phase();
        Times times = Times.of(phase);
        return new RolloutView(
                release.number(),
                release.version().value(),
                release.revision(),
                release.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                rollout.candidate().toString(),
                rollout.base() == null ? null : rollout.base().toString(),
                phase.name().text(),
                rollout.reached() + 1,
                rollout.steps().size(),
                StepView.of(rollout.steps(), rollout.reached()),
                rollout.since(),
                times.deadline(),
                times.until(),
                phase instanceof Phase.Paused paused ? paused.reason().name().toLowerCase(Locale.ROOT) : null,
                rollout.pauseRequested(),
                sentence);
    }

    private record Times(
            @Nullable Instant deadline, @Nullable Instant until) {

        static Times of(Phase phase) {
            return switch (phase) {
                case Phase.Creating(Instant deadline) -> new Times(deadline, null);
                case Phase.Verifying(Instant deadline) -> new Times(deadline, null);
                case Phase.Shifting shifting -> new Times(shifting.deadline(), null);
                case Phase.Paused paused -> new Times(null, paused.until());
                case Phase.Baking(Instant until) -> new Times(null, until);
                case Phase.Finishing(Instant deadline) -> new Times(deadline, null);
                case Phase.RollingBack rollingBack -> new Times(null, null);
            };
        }
    }
}
