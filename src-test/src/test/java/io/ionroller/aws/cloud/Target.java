package io.ionroller.aws.cloud;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * A registered target.
 *
 * @param turn goes up with every change of circumstances, so that a check that was planned before it counts no more
 */
record Target(String id, int port, TargetHealth health, long turn) {

    String key() {
        return key(id, port);
    }

    static String key(String id, int port) {
        return id + ":" + port;
    }

    TargetHealthStateEnum state() {
        return health.state();
    }

    Target with(TargetHealthStateEnum state, @Nullable String reason, @Nullable String description) {
        TargetHealth changed = TargetHealth.builder()
                .state(state)
                .reason(TargetHealthReasonEnum.fromValue(reason))
                .description(description)
                .build();
        return new Target(id, port, changed, turn);
    }

    Target turned() {
        return new Target(id, port, health, turn + 1);
    }
}
