package io.ionroller.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.EnvironmentSummary;
import io.ionroller.engine.query.RolloutSummary;
import io.ionroller.engine.rollout.Machine;
import io.ionroller.engine.rollout.Phase;
import io.ionroller.engine.rollout.PhaseName;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.Release;
import io.ionroller.engine.rollout.Rollout;
import io.ionroller.engine.rollout.ServiceEvent;
import io.ionroller.engine.rollout.ServiceState;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of the catalogue against the state of the machine, after every event of random histories. */
class CatalogFollowsMachineTest {

    private static final ServiceName HELLO = new ServiceName("hello");

    private ServiceState state = ServiceState.empty(HELLO);
    private ServiceRow row = ServiceRow.empty(HELLO, Events.START);
    private final Map<Long, ReleaseRow> releases = new HashMap<>();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void catalogueSaysWhatTheMachineSays(long seed) {
        for (RecordedEvent event : MachineHistory.of("hello", seed, 250)) {
            take(event);
            compare(event);
        }
        assertThat(state.known()).isTrue();
    }

    @Test
    void historiesReachEveryPhase() {
        Set<PhaseName> reached = EnumSet.noneOf(PhaseName.class);
        seeds().forEach(seed -> {
            for (RecordedEvent event : MachineHistory.of("s" + seed, seed, 250)) {
                reached.addAll(entered(event));
            }
        });

        assertThat(reached).containsExactlyInAnyOrder(PhaseName.values());
    }

    private static Set<PhaseName> entered(RecordedEvent recorded) {
        return switch (recorded.event()) {
            case ServiceEvent.ReleaseAccepted e -> Set.of(PhaseName.QUEUED);
            case ServiceEvent.RolloutStarted e -> Set.of(PhaseName.CREATING);
            case ServiceEvent.EnvironmentVerified e -> Set.of(PhaseName.VERIFYING);
            case ServiceEvent.StepStarted e -> Set.of(PhaseName.SHIFTING);
            case ServiceEvent.RolloutPaused e -> Set.of(PhaseName.PAUSED);
            case ServiceEvent.BakeStarted e -> Set.of(PhaseName.BAKING);
            case ServiceEvent.FinishStarted e -> Set.of(PhaseName.FINISHING);
            case ServiceEvent.RollbackStarted e -> Set.of(PhaseName.ROLLING_BACK);
            case ServiceEvent.ReleaseCompleted e -> Set.of(PhaseName.COMPLETED);
            case ServiceEvent.ReleaseRolledBack e -> Set.of(PhaseName.ROLLED_BACK);
            case ServiceEvent.ReleaseFailed e -> Set.of(PhaseName.FAILED);
            case ServiceEvent.ReleaseAborted e -> Set.of(PhaseName.ABORTED);
            case ServiceEvent.ReleaseSuperseded e -> Set.of(PhaseName.SUPERSEDED);
            case ServiceEvent other -> Set.of();
        };
    }

    private void take(RecordedEvent recorded) {
        ServiceEvent event = recorded.event();
        state = Machine.evolve(state, recorded);
        ReleaseRow release = event instanceof ServiceEvent.ReleaseAccepted accepted
                ? ReleaseRow.accepted(recorded, accepted)
                : event.aboutRelease() == null ? null : releases.get(event.aboutRelease());
        if (release != null) {
            release = release.after(event, recorded.metadata().at());
            releases.put(release.summary().release(), release);
        }
        row = row.after(recorded, release);
    }

    private void compare(RecordedEvent event) {
        String after = "after " + event;
        assertThat(row.environments())
                .as(after)
                .isEqualTo(state.environments().keySet().stream()
                        .map(EnvironmentId::toString)
                        .collect(Collectors.toSet()));
        assertThat(row.stable() == null ? null : row.stable().environment())
                .as(after)
                .isEqualTo(state.stable() == null ? null : state.stable().toString());
        assertThat(row.summary().revision())
                .as(after)
                .isEqualTo(state.configuration().map(c -> c.revision()).orElse(null));
        assertThat(row.summary().activePhase())
                .as(after)
                .isEqualTo(
                        state.rollout() == null
                                ? null
                                : state.rollout().phase().name().text());
        assertThat(row.summary().activeRelease())
                .as(after)
                .isEqualTo(state.rollout() == null ? null : state.rollout().release());
        compareStanding(after);
        for (Release release : state.releases().values()) {
            assertThat(releases.get(release.number()).phase()).as(after).isEqualTo(release.phase());
        }
        state.environments()
                .values()
                .forEach(environment -> assertThat(releases.get(environment.id().release())
                                .summary()
                                .resolved())
                        .as(after)
                        .isEqualTo(Objects.requireNonNullElse(environment.resolved(), Map.of())));
    }

    private void compareStanding(String after) {
        assertThat(row.summary().environments())
                .as(after)
                .isEqualTo(state.environments().values().stream()
                        .map(environment -> new EnvironmentSummary(
                                environment.id().toString(),
                                environment.version().value(),
                                state.traffic().intended(environment.id()),
                                environment.health() == null
                                        ? 0
                                        : environment.health().healthy(),
                                environment.health() == null
                                        ? 0
                                        : environment.health().required()))
                        .toList());
        var last = row.summary().last();
        if (last != null) {
            PhaseName phase = releases.get(last.release()).phase();
            assertThat(phase.terminal()).as(after).isTrue();
            assertThat(last.phase()).as(after).isEqualTo(phase.text());
        }
        Rollout rollout = state.rollout();
        RolloutSummary summary = row.summary().rollout();
        assertThat(summary == null).as(after).isEqualTo(rollout == null);
        if (rollout != null) {
            assertThat(summary.steps()).as(after).isEqualTo(rollout.steps());
            assertThat(summary.reached()).as(after).isEqualTo(rollout.reached());
            assertThat(summary.since()).as(after).isEqualTo(rollout.since());
            assertThat(summary.pauseReason())
                    .as(after)
                    .isEqualTo(
                            rollout.phase() instanceof Phase.Paused paused
                                    ? paused.reason().name().toLowerCase(Locale.ROOT)
                                    : null);
        }
    }

    @Test
    void addsUpTheTimeOfEveryPhase() {
        List<RecordedEvent> events = MachineHistory.of("hello", 3, 250);
        events.forEach(this::take);

        assertThat(releases.values()).isNotEmpty().allSatisfy(release -> {
            var summary = release.summary();
            Duration sum = summary.phases().values().stream().reduce(Duration.ZERO, Duration::plus);
            assertThat(sum).isEqualTo(Duration.between(summary.requestedAt(), release.since()));
            assertThat(summary.endedAt() != null).isEqualTo(release.phase().terminal());
        });
    }
}
