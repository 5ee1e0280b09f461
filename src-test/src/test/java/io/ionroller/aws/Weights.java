package io.ionroller.aws;

import java.util.function.Function;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** Tuples of target groups for tests. */
final class Weights {

    private Weights() {}

    static Function<String, TargetGroupTuple> tuple(int weight) {
        return arn ->
                TargetGroupTuple.builder().targetGroupArn(arn).weight(weight).build();
    }
}
