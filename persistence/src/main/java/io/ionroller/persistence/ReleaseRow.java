package io.ionroller.persistence;

import io.ionroller.engine.query.ReleaseSummary;
import io.ionroller.engine.rollout.AccessEvent;
import io.ionroller.engine.rollout.PhaseName;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.ReleaseKind;
import io.ionroller.engine.rollout.ServiceEvent;
import io.ionroller.engine.rollout.ServiceEvent.*;
import io.ionroller.engine.rollout.UpkeepEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A release in the catalogue, and what every event does to it. Pure: it follows what {@code Evolution} of the machine does to
 * the phase, and adds up the time spent in each.
 *
 * @param since since when it is in its phase
 * @param before the phase that a pause interrupted
 */
record ReleaseRow(ReleaseSummary summary, PhaseName phase, Instant since, PhaseName before) {

    static ReleaseRow accepted(RecordedEvent recorded, ReleaseAccepted event) {
        Instant at = recorded.metadata().at();
        ReleaseSummary summary = new ReleaseSummary(
                recorded.service(),
                event.release(),
                event.version().value(),
                event.revision(),
                event.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                event.environment().toString(),
                event.origin(),
                PhaseName.QUEUED.text(),
                "",
                recorded.metadata().who(),
                at,
                null,
                Map.of(),
                Map.of());
        return new ReleaseRow(summary, PhaseName.QUEUED, at, PhaseName.QUEUED);
    }

    /** The row after an event about this release. */
    ReleaseRow after(ServiceEvent event, Instant at) {
        PhaseName next = phaseAfter(event);
        // also a pause: the engine may hold a rollout that waits, and then goes back to that wait
        PhaseName interrupted = event instanceof RolloutPaused ? phase : before;
        if (next == phase) {
            return new ReleaseRow(summary, phase, since, interrupted);
        }
        return new ReleaseRow(summaryIn(next, event, at), next, at, interrupted);
    }

    boolean needsEnvironment() {
        return !summary.kind()
                .equals(ReleaseKind.WARM_ROLLBACK
                        .name()
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-'));
    }

    private PhaseName phaseAfter(ServiceEvent event) {
        return switch (event) {
            case RolloutStarted e -> needsEnvironment() ? PhaseName.CREATING : PhaseName.VERIFYING;
            case EnvironmentCreated e -> PhaseName.VERIFYING;
            case StepStarted e -> PhaseName.SHIFTING;
            case RolloutPaused e -> PhaseName.PAUSED;
            // without a deadline the event of the next step or of the bake follows in the same decision
            case RolloutResumed e -> phase == PhaseName.PAUSED && e.deadline() != null ? before : phase;
            case BakeStarted e -> PhaseName.BAKING;
            case FinishStarted e -> PhaseName.FINISHING;
            case RollbackStarted e -> PhaseName.ROLLING_BACK;
            case ReleaseCompleted e -> PhaseName.COMPLETED;
            case ReleaseRolledBack e -> PhaseName.ROLLED_BACK;
            case ReleaseFailed e -> PhaseName.FAILED;
            case ReleaseAborted e -> PhaseName.ABORTED;
            case ReleaseSuperseded e -> PhaseName.SUPERSEDED;
            case ConfigurationChanged _, ConfigurationDeleted _, DropAccepted _, EffectFailing _, RequestAnswered _ ->
                phase;
            case ReleaseAccepted _, ReleaseQueued _, PauseRequested _, RolloutPromoted _ -> phase;
            case EnvironmentVerified _, EnvironmentHealthChanged _, EnvironmentRetired _, EnvironmentReused _ -> phase;
            case InstancesLost _, InstancesReplaced _, DrainStarted _, DrainProven _, DrainProofExpired _ -> phase;
            case UpkeepEvent _ -> phase;
            case EnvironmentRemoved _, TrafficIntended _, TrafficShifted _ -> phase;
            case TrafficProgressed _, TrafficDriftFound _ -> phase;
            case AccessEvent _ -> phase;
        };
    }

    private String reason(ServiceEvent event) {
        return switch (event) {
            case RollbackStarted e -> e.reason();
            case ReleaseRolledBack e -> e.reason();
            case ReleaseFailed e -> e.reason();
            case ReleaseAborted e -> e.reason();
            case ReleaseSuperseded e -> e.reason();
            case ServiceEvent other -> summary.reason();
        };
    }

    private ReleaseSummary summaryIn(PhaseName next, ServiceEvent event, Instant at) {
        return new ReleaseSummary(
                summary.service(),
                summary.release(),
                summary.version(),
                summary.revision(),
                summary.kind(),
                summary.environment(),
                summary.origin(),
                next.text(),
                reason(event),
                summary.requestedBy(),
                summary.requestedAt(),
                next.terminal() ? at : null,
                phasesUntil(at),
                event instanceof EnvironmentCreated created && created.resolved() != null
                        ? created.resolved()
                        : summary.resolved());
    }

    private Map<String, Duration> phasesUntil(Instant at) {
        Duration spent = Duration.between(since, at);
        Map<String, Duration> phases = new LinkedHashMap<>(summary.phases());
        // a release that did not wait was never queued
        if (phase != PhaseName.QUEUED || spent.isPositive()) {
            phases.merge(phase.text(), spent.isNegative() ? Duration.ZERO : spent, Duration::plus);
        }
        return phases;
    }
}
