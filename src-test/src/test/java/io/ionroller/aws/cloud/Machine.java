package io.ionroller.aws.cloud;

import io.ionroller.aws.scenario.Fate;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * An instance.
 *
 * @param answers the health checks of balancers
 * @param groupName of its Auto Scaling group, "" without one
 */
record Machine(Instance instance, Fate fate, boolean answers, boolean booting, String groupName) {

    InstanceStateName state() {
        return instance.state().name();
    }

    boolean isUp() {
        return state() == InstanceStateName.PENDING || state() == InstanceStateName.RUNNING;
    }

    Machine in(InstanceStateName state) {
        // Codes: API_InstanceState.
        int code = switch (state) {
            case PENDING -> 0;
            case RUNNING -> 16;
            case SHUTTING_DOWN -> 32;
            case TERMINATED -> 48;
            default -> throw new IllegalArgumentException(state.toString());
        };
        Instance changed = instance.toBuilder()
                .state(shown -> shown.name(state).code(code))
                .build();
        return new Machine(changed, fate, answers && state == InstanceStateName.RUNNING, booting, groupName);
    }

    Machine answering(boolean answers) {
        return new Machine(instance, fate, answers, false, groupName);
    }
}
