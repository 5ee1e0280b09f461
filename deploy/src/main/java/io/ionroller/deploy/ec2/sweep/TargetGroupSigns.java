package io.ionroller.deploy.ec2.sweep;

import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.gate.Lane;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** Reads by what a target group shows that it is, or is not, in use. */
final class TargetGroupSigns {

    private final AwsRegion region;

    TargetGroupSigns(AwsRegion region) {
        this.region = region;
    }

    /** All its targets. */
    CompletionStage<List<TargetHealthDescription>> targets(String arn) {
        return region.readBalancing(
                        Lane.SWEEP,
                        "DescribeTargetHealth",
                        client -> client.describeTargetHealth(request -> request.targetGroupArn(arn)))
                .thenApply(DescribeTargetHealthResponse::targetHealthDescriptions);
    }

    /** The first target that is neither unused nor draining, as a sentence; empty when there is none. */
    CompletionStage<Optional<String>> activeTarget(String arn) {
        return targets(arn)
                .thenApply(targets -> targets.stream()
                        .filter(target -> target.targetHealth().state() != TargetHealthStateEnum.UNUSED
                                && target.targetHealth().state() != TargetHealthStateEnum.DRAINING)
                        .findFirst()
                        .map(target -> "its target " + target.target().id() + " is "
                                + target.targetHealth().stateAsString()));
    }
}
