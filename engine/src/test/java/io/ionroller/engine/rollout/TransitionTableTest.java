package io.ionroller.engine.rollout;

import static io.ionroller.engine.rollout.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ionroller.engine.model.ConflictPolicy;
import io.ionroller.engine.rollout.TransitionTable.Transition;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TransitionTableTest {

    private static final int HISTORIES = 1_000;

    @Test
    void everyLegalTransitionIsTakenAndNoOther() {
        Set<Transition> taken = new LinkedHashSet<>();
        SplittableRandom seeds = new SplittableRandom(4_711);
        for (int i = 0; i < HISTORIES; i++) {
            RandomHistory history = new RandomHistory(seeds.split());
            history.live(60);
            history.worldTurnsBenign();
            taken.addAll(history.owner().taken());
        }
        taken.addAll(rollbackWhileBaking().taken());
        taken.addAll(rollbackWhileFinishing().taken());
        assertThat(taken).containsExactlyInAnyOrderElementsOf(TransitionTable.transitions());
    }

    /** Rare in random histories. */
    private static MachineScenario rollbackWhileBaking() {
        return MachineScenario.configured(
                        configuration(ConflictPolicy.QUEUE, Duration.ofMinutes(1), Duration.ofHours(1), weight("100%")))
                .deployed("1.0.0")
                .releases("2.0.0")
                .created()
                .verified()
                .shifted()
                .phase(2, PhaseName.BAKING)
                .rollsBack()
                .phase(2, PhaseName.SUPERSEDED);
    }

    private static MachineScenario rollbackWhileFinishing() {
        return MachineScenario.configured(weight("100%"))
                .deployed("1.0.0")
                .releases("2.0.0")
                .created()
                .verified()
                .shifted()
                .phase(2, PhaseName.FINISHING)
                .rollsBack()
                .phase(2, PhaseName.SUPERSEDED);
    }

    @Test
    void refusesAnEventThatMakesAnIllegalTransition() {
        ServiceState state =
                MachineScenario.configured(weight("100%")).releases("1.0.0").state();
        Draft draft = new Draft(state, Owner.START);

        assertThatThrownBy(() -> draft.emit(new ServiceEvent.ReleaseCompleted(1, environment(1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("illegal transition creating -ReleaseCompleted-> completed");
        assertThat(draft.events()).isEmpty();
    }

    @Test
    void leavesNoTerminalPhase() {
        assertThat(TransitionTable.transitions())
                .noneMatch(transition ->
                        transition.before() != null && transition.before().terminal());
    }
}
