package io.ionroller.api.app;

import io.ionroller.engine.rollout.PauseReason;
import io.ionroller.engine.rollout.Phase;
import io.ionroller.engine.rollout.PhaseName;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.Rejection;
import io.ionroller.engine.rollout.Release;
import io.ionroller.engine.rollout.Rollout;
import io.ionroller.engine.rollout.ServiceEvent;
import io.ionroller.engine.rollout.ServiceState;
import io.ionroller.engine.service.Transitions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How releases end and how long they take, as the owners of this node decide it; adds up over the nodes. */
final class RolloutMetrics implements Transitions {

    private static final Duration[] ROLLBACKS = {
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(3),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2)
    };

    private final MeterRegistry registry;
    private final Timer journal;

    RolloutMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.journal = Timer.builder("ionroller.journal.write")
                .description("How long the journal needs to store what was decided at once, its queue included.")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(registry);
    }

    @Override
    public void stored(ServiceState before, ServiceState after, List<RecordedEvent> events, Duration took) {
        journal.record(took);
        Instant at = events.getLast().metadata().at();
        Rollout left = before.rollout();
        Rollout now = after.rollout();
        if (left != null
                && (now == null
                        || left.release() != now.release()
                        || !left.phase().equals(now.phase()))) {
            phase(left, at);
        }
        for (RecordedEvent recorded : events) {
            Long release = recorded.event().aboutRelease();
            if (release == null) {
                continue;
            }
            if (recorded.event() instanceof ServiceEvent.TrafficShifted && shifting(left, release)) {
                rollback(after.release(release), at);
            }
            ended(after.release(release), recorded.event());
        }
    }

    /** Its end state is read back once more, which is no shift. */
    private static boolean shifting(@Nullable Rollout rollout, long release) {
        return rollout != null && rollout.release() == release && rollout.phase() instanceof Phase.Shifting;
    }

    private void phase(Rollout left, Instant at) {
        Timer.builder("ionroller.phase")
                .description(
                        "Time that rollouts spent in a phase: working, or waiting for a person or for time to pass.")
                .tags("phase", name(left.phase()), "waits_for", waitsFor(left.phase()))
                .register(registry)
                .record(Duration.between(left.since(), at));
    }

    private static String name(Phase phase) {
        return switch (phase) {
            case Phase.Creating creating -> "creating";
            case Phase.Verifying verifying -> "verifying";
            case Phase.Shifting shifting -> "shifting";
            case Phase.Paused paused -> "paused";
            case Phase.Baking baking -> "baking";
            case Phase.Finishing finishing -> "finishing";
            case Phase.RollingBack rollingBack -> "rolling-back";
        };
    }

    private static String waitsFor(Phase phase) {
        return switch (phase) {
            case Phase.Paused paused -> paused.reason() == PauseReason.TIMED ? "time" : "person";
            case Phase.Baking baking -> "time";
            case Phase.Creating creating -> "nobody";
            case Phase.Verifying verifying -> "nobody";
            case Phase.Shifting shifting -> "nobody";
            case Phase.Finishing finishing -> "nobody";
            case Phase.RollingBack rollingBack -> "nobody";
        };
    }

    /** The promise: from the request to the traffic that was read back. */
    private void rollback(Release release, Instant at) {
        switch (release.kind()) {
            case WARM_ROLLBACK ->
                Timer.builder("ionroller.rollback")
                        .description("From the request of a rollback to a warm environment to its traffic read back.")
                        .serviceLevelObjectives(ROLLBACKS)
                        .register(registry)
                        .record(Duration.between(release.requestedAt(), at));
            case RELEASE, COLD_ROLLBACK -> {}
        }
    }

    private void ended(Release release, ServiceEvent event) {
        boolean ends = event instanceof ServiceEvent.ReleaseCompleted
                || event instanceof ServiceEvent.ReleaseRolledBack
                || event instanceof ServiceEvent.ReleaseFailed
                || event instanceof ServiceEvent.ReleaseAborted
                || event instanceof ServiceEvent.ReleaseSuperseded;
        if (ends) {
            PhaseName outcome = release.phase();
            registry.counter("ionroller.releases.ended", "kind", kind(release), "outcome", outcome.text())
                    .increment();
        }
    }

    private static String kind(Release release) {
        return release.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public void refused(Rejection rejection) {
        registry.counter("ionroller.requests.refused", "code", rejection.code()).increment();
    }
}
