package io.ionroller.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.HealthCheck;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.rollout.Effect;
import io.ionroller.engine.work.Assignments.Order;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AssignmentsTest {

    private static final ServiceName HELLO = new ServiceName("hello");
    private static final EnvironmentSpec SPEC = new EnvironmentSpec(
            new EnvironmentId(HELLO, 2),
            new Version("2.0.0"),
            1,
            new PlatformSettings("simulated", Map.of()),
            HealthCheck.standard());
    private static final Effect CREATE = new Effect.CreateEnvironment(new EffectId(HELLO, 2, "create"), SPEC);
    private static final Effect VERIFY = new Effect.VerifyEnvironment(new EffectId(HELLO, 2, "verify"), SPEC, false);
    private static final Effect REPAIR =
            new Effect.RepairEnvironment(new EffectId(HELLO, 2, "repair-1"), SPEC, Instant.EPOCH);

    private final Assignments assignments = new Assignments();

    @Test
    void aWatchGoesOnInAnotherWay() {
        settle(watch(true));
        assertThat(settle(watch(false))).containsExactly(new Order.Change("hello-2-watch~1", watch(false)));
        assertThat(settle(watch(false))).isEmpty();
        assertThat(settle()).containsExactly(new Order.Stop("hello-2-watch~1"));
    }

    @Test
    void aWriteWaitsForTheEndOfTheOneBefore() {
        settle(CREATE);
        assertThat(settle(REPAIR)).containsExactly(new Order.Stop("hello-2-create~1"));
        assertThat(assignments.ended("hello-2-create~1")).isTrue();
        assertThat(settle(REPAIR)).containsExactly(new Order.Start("hello-2-repair-1~2", REPAIR));
    }

    @Test
    void theEndOfWhatNobodyWaitedForNeedsNothing() {
        settle(CREATE);
        settle();
        assertThat(assignments.ended("hello-2-create~1")).isFalse();
        assertThat(assignments.empty()).isTrue();
    }

    @Test
    void whoWaitsTakesUpWhatIsOwedNext() {
        settle(VERIFY);
        assertThat(settleWith("hello-2-verify~1", CREATE))
                .containsExactly(new Order.TakeUp("hello-2-verify~1", CREATE));
        assertThat(settleWith("hello-2-verify~1", CREATE)).isEmpty();
        assertThat(settleWith("hello-2-verify~1", REPAIR))
                .containsExactly(new Order.TakeUp("hello-2-verify~1", REPAIR));
        assertThat(settleWith("hello-2-verify~1")).containsExactly(new Order.Stop("hello-2-verify~1"));
        assertThat(assignments.ended("hello-2-verify~1")).isFalse();
    }

    @Test
    void whoHasWrittenTakesUpNothingOutsideOfItsLane() {
        settle(CREATE);
        assertThat(settleWith("hello-2-create~1", VERIFY))
                .containsExactly(new Order.Stop("hello-2-create~1"), new Order.Start("hello-2-verify~2", VERIFY));
    }

    @Test
    void onlyWhoWaitsTakesUpAnother() {
        settle(VERIFY, watch(true));
        assertThat(settleWith("hello-2-watch~2", CREATE))
                .containsExactly(new Order.Stop("hello-2-verify~1"), new Order.TakeUp("hello-2-watch~2", CREATE));
    }

    @Test
    void anEndByAFaultBeginsAnew() {
        settle(CREATE);
        assertThat(assignments.ended("hello-2-create~1")).isTrue();
        assertThat(settle(CREATE)).containsExactly(new Order.Start("hello-2-create~2", CREATE));
    }

    private static Effect watch(boolean calm) {
        return new Effect.WatchEnvironment(new EffectId(HELLO, 2, "watch"), SPEC, calm);
    }

    private List<Order> settle(Effect... owed) {
        return settleWith(null, owed);
    }

    private List<Order> settleWith(@Nullable String idle, Effect... owed) {
        SequencedMap<EffectId, Effect> effects = new LinkedHashMap<>();
        for (Effect effect : owed) {
            effects.put(effect.id(), effect);
        }
        return assignments.settle(effects, idle);
    }
}
