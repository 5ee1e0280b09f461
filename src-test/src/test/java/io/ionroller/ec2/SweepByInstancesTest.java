package io.ionroller.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.platform.Orphan;
import io.ionroller.engine.platform.Orphan.State;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Leftovers whose instances are targets of a group that services share: their Auto Scaling groups say nothing of it. */
@Timeout(120)
final class SweepByInstancesTest extends SweepScene {

    private final OneTargetGroup group = new OneTargetGroup(ground, Duration.ofMinutes(2));

    @Override
    protected Map<String, Object> settings(int instances) {
        return group.settings(instances);
    }

    @Test
    void staysWhileItsInstancesAreTargetsAndWhileTheyDrain() {
        Set<String> before = names();
        made(1);
        String instance = group.instances("hello-1").iterator().next();
        group.putIn(instance);
        Orphan kept = byName(remove()).get("hello-1");
        assertThat(kept.state()).isEqualTo(State.KEPT);
        assertThat(kept.reason()).isEqualTo("its instance " + instance + " is a target of " + group.arn());

        Awaitility.await().until(() -> group.healthy().contains(instance));
        group.takeOut(instance);
        Orphan draining = byName(remove()).get("hello-1");
        assertThat(draining.state()).isEqualTo(State.DRAINING);
        assertThat(draining.reason()).endsWith("and drains");
        assertThat(group.instances("hello-1")).isNotEmpty();

        removeUntilNothingIsUnderWay();
        assertThat(names()).isEqualTo(before);
    }
}
