package io.ionroller.engine.rollout;

import static io.ionroller.engine.rollout.MachineScenario.configured;
import static io.ionroller.engine.rollout.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.ConflictPolicy;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.InstanceObservation;
import io.ionroller.engine.platform.PlatformException.Kind;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.rollout.ServiceCommand.DrainSeen;
import io.ionroller.engine.rollout.ServiceCommand.EffectFailed;
import io.ionroller.engine.rollout.ServiceEvent.*;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Readings that come late, and readings that do not come. */
class ReadingTroubleTest {

    private static MachineScenario second() {
        return configured(configuration(
                        ConflictPolicy.QUEUE, Duration.ofMinutes(10), Duration.ofHours(1), weight("100%")))
                .deployed("1.0.0")
                .releases("2.0.0")
                .created()
                .verified();
    }

    private static EffectFailed notRead(long release, String step, Kind how) {
        return new EffectFailed(new EffectId(HELLO, release, step), how, "no luck", 8);
    }

    @Test
    void readingFromBeforeTheLastShiftProvesNoDrain() {
        MachineScenario scenario = second().shifted()
                .seenAs(2, InstanceObservation.State.UNHEALTHY)
                .timePasses(Duration.ofSeconds(1))
                .shifted()
                .phase(2, PhaseName.ROLLED_BACK);
        TrafficObservation before = new TrafficObservation(HELLO, Map.of(), Owner.START);

        scenario.when(new DrainSeen(
                        new EffectId(HELLO, 2, "drain"),
                        DrainProof.from(before, environment(2)).orElseThrow()))
                .dropped()
                .timePasses(Duration.ofSeconds(10))
                .works(Effect.ProveDrained.class)
                .then(DrainProven.class);
    }

    @Test
    void candidateThatCannotBeReadHoldsItsRollout() {
        for (MachineScenario scenario : new MachineScenario[] {second(), second().shifted()}) {
            scenario.when(notRead(2, "watch", Kind.THROTTLED))
                    .then(EffectFailing.class, RolloutPaused.class)
                    .held();
            assertThat(scenario.sentence()).contains("no luck");
        }
    }

    @Test
    void candidateThatCanNeverBeReadHoldsItsRolloutToo() {
        second().shifted().when(notRead(2, "watch", Kind.TERMINAL)).held();
    }

    @Test
    void heldBakeGoesOnWhenResumed() {
        second().shifted()
                .phase(2, PhaseName.BAKING)
                .when(notRead(2, "watch", Kind.UNKNOWN_OUTCOME))
                .held()
                .resumes()
                .phase(2, PhaseName.BAKING);
    }

    @Test
    void baseThatCannotBeReadHoldsNothing() {
        second().shifted()
                .when(notRead(1, "watch", Kind.THROTTLED))
                .then(EffectFailing.class)
                .phase(2, PhaseName.BAKING);
    }

    @Test
    void rollbackIsNotHeldBecauseItsDestinationIsNotWatched() {
        second().shifted()
                .rollsBack()
                .verified()
                .when(notRead(1, "watch", Kind.THROTTLED))
                .then(EffectFailing.class)
                .phase(3, PhaseName.SHIFTING)
                .shifted()
                .routed(all(1));
    }
}
