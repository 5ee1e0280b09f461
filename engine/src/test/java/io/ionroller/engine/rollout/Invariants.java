package io.ionroller.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.rollout.ServiceEvent.*;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What holds after every event and every command, whatever happened before. */
final class Invariants {

    private Invariants() {}

    static void afterEvent(ServiceState before, ServiceEvent event, ServiceState after) {
        terminalStaysTerminal(before, after);
        switch (event) {
            case TrafficIntended intended -> onlyToWhatCanServe(before, intended);
            case DrainProven proven ->
                assertThat(proven.proof().environment()).as("proof").isEqualTo(proven.environment());
            case EnvironmentRemoved removed ->
                assertThat(before.environment(removed.environment()).lifecycle())
                        .as("removed without a proof: " + removed)
                        .isInstanceOf(Lifecycle.Removing.class);
            case RollbackStarted started -> {
                EnvironmentId base = started.base();
                assertThat(base).as("base of " + started).isNotNull();
                assertThat(before.traffic().intended().equals(Map.of(base, Weight.FULL)) || canServe(before, base))
                        .as("somewhere to go back to: " + started)
                        .isTrue();
            }
            case ReleaseRolledBack rolledBack -> allTrafficAtBase(before);
            case ReleaseAborted aborted
            when before.rollout() != null
                    && before.rollout().release() == aborted.release()
                    && before.rollout().base() != null -> allTrafficAtBase(before);
            case ReleaseCompleted completed ->
                assertThat(before.traffic().observed())
                        .as("traffic of " + completed)
                        .isEqualTo(Map.of(completed.environment(), Weight.FULL));
            default -> {}
        }
    }

    private static void terminalStaysTerminal(ServiceState before, ServiceState after) {
        if (before.releases() == after.releases()) {
            return;
        }
        before.releases().values().stream()
                .filter(release -> release.phase().terminal())
                .filter(release -> after.releases().containsKey(release.number()))
                .forEach(release -> assertThat(after.release(release.number()))
                        .as("terminal release")
                        .isEqualTo(release));
    }

    private static void onlyToWhatCanServe(ServiceState before, TrafficIntended event) {
        event.weights().forEach((environment, weight) -> {
            if (weight.compareTo(before.traffic().intended(environment)) > 0) {
                assertThat(canServe(before, environment))
                        .as(event + " gives more to " + before.environments().get(environment))
                        .isTrue();
            }
        });
    }

    private static boolean canServe(ServiceState state, EnvironmentId id) {
        return Ending.canServe(state, id);
    }

    private static void allTrafficAtBase(ServiceState before) {
        Rollout rollout = before.rollout();
        assertThat(rollout).isNotNull();
        assertThat(before.traffic().settled()).as("traffic was read back").isTrue();
        assertThat(before.traffic().observed())
                .as("traffic at the end of " + rollout)
                .isEqualTo(Map.of(rollout.base(), Weight.FULL));
    }

    static void afterCommand(
            ServiceState before, ServiceCommand command, Decision decision, ServiceState after, Instant now) {
        weightsAreWhole(after);
        oneRolloutAtMost(after);
        effectsAreDerived(after);
        assertThat(Sentences.of(after)).as("sentence").isNotBlank();
        if (decision instanceof Decision.Accepted) {
            assertThat(Machine.nextDue(after).filter(due -> !due.isAfter(now)))
                    .as("what is due was done")
                    .isEmpty();
        }
        if (command instanceof ServiceCommand.RollBack && decision instanceof Decision.Accepted accepted) {
            rollbackGoesFirst(after, accepted);
        }
        addsNothingWhenRepeated(command, decision, after, now);
    }

    private static void weightsAreWhole(ServiceState state) {
        Map<EnvironmentId, Weight> intended = state.traffic().intended();
        int sum = intended.values().stream().mapToInt(Weight::basisPoints).sum();
        assertThat(sum).as("sum of " + intended).isIn(intended.isEmpty() ? 0 : 10_000);
        intended.keySet()
                .forEach(id -> assertThat(state.environment(id).serviceable())
                        .as("traffic goes only to what is kept up: " + id)
                        .isTrue());
        if (state.rollout() == null && !intended.isEmpty()) {
            assertThat(intended).as("without a rollout").isEqualTo(Map.of(state.stable(), Weight.FULL));
        }
    }

    private static void oneRolloutAtMost(ServiceState state) {
        List<Long> unfinished = state.releases().values().stream()
                .filter(release -> !release.phase().terminal())
                .filter(release -> release.phase() != PhaseName.QUEUED)
                .map(Release::number)
                .toList();
        Rollout rollout = state.rollout();
        assertThat(unfinished).isEqualTo(rollout == null ? List.of() : List.of(rollout.release()));
        List<Long> waiting = state.releases().values().stream()
                .filter(release -> release.phase() == PhaseName.QUEUED)
                .map(Release::number)
                .toList();
        assertThat(waiting).isEqualTo(state.queued() == null ? List.of() : List.of(state.queued()));
        assertThat(state.queued() == null || rollout != null)
                .as("nothing waits for nothing")
                .isTrue();
    }

    private static void effectsAreDerived(ServiceState state) {
        var owed = Machine.owedEffects(state);
        assertThat(Machine.owedEffects(state)).isEqualTo(owed);
        owed.forEach((id, effect) -> {
            assertThat(effect.id()).isEqualTo(id);
            assertThat(id.service()).isEqualTo(state.name());
            assertThat(id.step()).matches("[a-z0-9-]+");
            if (effect instanceof Effect.RemoveEnvironment remove) {
                assertThat(remove.proof().environment()).isEqualTo(remove.spec().id());
                assertThat(state.traffic().touches(remove.spec().id()))
                        .as("removing what has traffic: " + state.traffic())
                        .isFalse();
            }
        });
    }

    private static void rollbackGoesFirst(ServiceState state, Decision.Accepted accepted) {
        Rollout rollout = state.rollout();
        assertThat(rollout).isNotNull();
        boolean started =
                Long.valueOf(rollout.release()).equals(accepted.answer().release());
        assertThat(started || rollout.phase() instanceof Phase.RollingBack || Ending.held(rollout))
                .as("a rollback waits for no rollout: " + rollout)
                .isTrue();
    }

    /** Said twice these mean twice as much: the next pause is skipped, the release that was waiting is aborted. */
    private static boolean takesAnotherStep(ServiceCommand command) {
        return command instanceof ServiceCommand.Promote
                || command instanceof ServiceCommand.Resume
                || command instanceof ServiceCommand.Abort;
    }

    private static void addsNothingWhenRepeated(
            ServiceCommand command, Decision decision, ServiceState after, Instant now) {
        if (takesAnotherStep(command) || decision instanceof Decision.Rejected) {
            return;
        }
        if (Machine.decide(after, command, now) instanceof Decision.Accepted again) {
            assertThat(again.events()).as(command + " again").isEmpty();
        }
    }
}
