package io.ionroller.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.EnvironmentId;
import java.util.Map;

/** Crashes where each environment has a balancer of its own and records share the traffic. */
final class CrashAtEveryDnsCallTest extends CrashScene {

    CrashAtEveryDnsCallTest() {
        super(Ec2Ground.inCloudTime());
    }

    @Override
    Map<String, Object> settings(Ec2Ground ground) {
        return ground.ownBalancerSettings(1);
    }

    @Override
    Map<String, Long> oneEnvironment() {
        return Map.of(
                "launch-template",
                1L,
                "auto-scaling-group",
                1L,
                "target-group",
                1L,
                "load-balancer",
                1L,
                "listener",
                1L,
                "instance",
                1L);
    }

    @Override
    void checkEnd(Ec2Ground ground, EnvironmentId environment) {
        assertThat(new Records(ground).all()).containsExactly("ionroller:" + environment + " 255");
    }
}
