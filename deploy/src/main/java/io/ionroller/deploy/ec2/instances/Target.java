package io.ionroller.deploy.ec2.instances;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * What a target group has registered.
 *
 * @param id of an instance, or an address where somebody else has registered one
 * @param port absent where AWS tells none
 * @param state AWS's word on its health; what AWS may add one day counts as {@code UNAVAILABLE}
 * @param reason why it is not healthy, for a person; may be empty
 */
record Target(String id, @Nullable Integer port, TargetHealthStateEnum state, String reason) {

    static Target of(TargetHealthDescription seen) {
        TargetHealthStateEnum state = Optional.ofNullable(seen.targetHealth().state())
                .filter(known -> known != TargetHealthStateEnum.UNKNOWN_TO_SDK_VERSION)
                .orElse(TargetHealthStateEnum.UNAVAILABLE);
        String code = Optional.ofNullable(seen.targetHealth().reasonAsString()).orElse("");
        String said = Optional.ofNullable(seen.targetHealth().description()).orElse("");
        String between = code.isEmpty() || said.isEmpty() ? "" : ": ";
        return new Target(seen.target().id(), seen.target().port(), state, code + between + said);
    }

    /** Gets requests. */
    boolean healthy() {
        return state == TargetHealthStateEnum.HEALTHY;
    }

    /** The balancer has not made up its mind yet. */
    boolean undecided() {
        return state == TargetHealthStateEnum.INITIAL;
    }

    /** Gets no new requests any more; it was deregistered. */
    boolean draining() {
        return state == TargetHealthStateEnum.DRAINING;
    }

    /** As AWS wants it named: what was registered with a port of its own must be deregistered with it. */
    TargetDescription description() {
        return TargetDescription.builder().id(id).port(port).build();
    }

    @Override
    public String toString() {
        return id + " (" + state + (reason.isEmpty() ? "" : ", " + reason) + ")";
    }
}
