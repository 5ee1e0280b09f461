package io.ionroller.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.rollout.PhaseName;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.ReleaseKind;
import io.ionroller.engine.rollout.ServiceEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UrgencyTest {

    private static final EnvironmentId BASE = Events.environment("hello", 1);
    private static final ServiceEvent TRAFFIC = new ServiceEvent.TrafficIntended(2, 3, Map.of(BASE, Weight.FULL));

    @ParameterizedTest
    @EnumSource(names = {"WARM_ROLLBACK", "COLD_ROLLBACK"})
    void aRequestedRollbackIsUrgent(ReleaseKind kind) {
        assertThat(Urgency.of(decided(accepted(kind), TRAFFIC))).isEqualTo(Urgency.URGENT);
    }

    @Test
    void aRollbackByTheEngineIsUrgent() {
        ServiceEvent rollback = new ServiceEvent.RollbackStarted(2, PhaseName.ROLLED_BACK, BASE, "unhealthy");

        assertThat(Urgency.of(decided(new ServiceEvent.PauseRequested(2), rollback, TRAFFIC)))
                .isEqualTo(Urgency.URGENT);
    }

    @Test
    void aReleaseAndTheTrafficOfItsStepsAreNot() {
        assertThat(Urgency.of(decided(accepted(ReleaseKind.RELEASE)))).isEqualTo(Urgency.NORMAL);
        assertThat(Urgency.of(decided(TRAFFIC))).isEqualTo(Urgency.NORMAL);
        assertThat(Urgency.of(List.of())).isEqualTo(Urgency.NORMAL);
    }

    private static ServiceEvent accepted(ReleaseKind kind) {
        return new ServiceEvent.ReleaseAccepted(
                3, new Version("1.0.0"), 1, kind, new EnvironmentId(new ServiceName("hello"), 1), 1);
    }

    private static List<RecordedEvent> decided(ServiceEvent... events) {
        return Arrays.stream(events).map(event -> Events.event("hello", event)).toList();
    }
}
