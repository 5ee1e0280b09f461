package io.ionroller.deploy.ec2.instances;

import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;

/** What is to be done next so that a target group comes to have what is wanted. */
sealed interface Step {

    /**
     * Register these.
     *
     * @param apart whether the delay between steps is kept before it
     */
    record In(List<TargetDescription> targets, boolean apart) implements Step {}

    /** Deregister these; the same. */
    record Out(List<TargetDescription> targets, boolean apart) implements Step {}

    /**
     * Nothing but wait.
     *
     * @param reason for what, for a person
     */
    record Await(String reason) implements Step {}

    /** All is as wanted. */
    record Done() implements Step {}
}
