package io.ionroller.engine.rollout;

import static io.ionroller.engine.rollout.MachineScenario.configured;
import static io.ionroller.engine.rollout.Samples.weight;
import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.Version;
import io.ionroller.engine.service.Caller;
import io.ionroller.engine.service.OwnerDecisions;
import org.junit.jupiter.api.Test;

/** Which decisions go before all others into the journal. */
class UrgencyTest {

    private static final Caller ANN = new Caller("ann", null, "");

    @Test
    void theRequestOfARollbackIs() {
        assertThat(urgent(deployed(), new ServiceCommand.RollBack(null))).isTrue();
    }

    @Test
    void allThatFollowsUntilTheTrafficIsBackIsToo() {
        MachineScenario verifying = deployed().rollsBack();
        assertThat(verifying.state().rollsBack()).isTrue();
        assertThat(verifying.verified().state().rollsBack()).isTrue();
        assertThat(verifying.shifted().confirmed().state().rollsBack()).isFalse();
    }

    @Test
    void aReleaseIsNot() {
        MachineScenario deployed = deployed();
        assertThat(urgent(deployed, new ServiceCommand.StartRelease(new Version("3.0.0"), null)))
                .isFalse();
        assertThat(deployed.releases("3.0.0").created().state().rollsBack()).isFalse();
    }

    private static MachineScenario deployed() {
        return configured(weight("10%"), weight("100%")).deployed("1.0.0", "2.0.0");
    }

    private static boolean urgent(MachineScenario scenario, ServiceCommand.Request request) {
        return new OwnerDecisions(scenario.state(), 0, Owner.START.plusSeconds(86_400))
                .ask(request, ANN)
                .urgent();
    }
}
