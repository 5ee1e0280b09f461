package io.ionroller.deploy.ec2.sweep;

import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.gate.Lane;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** Reads by what a target group shows that it is, or is not, in use. */
final class TargetGroupSigns {

    private static final String DELAY = "deregistration_delay.timeout_seconds";

    private final AwsRegion region;

    TargetGroupSigns(AwsRegion region) {
        this.region = region;
    }

    /** How long requests in flight may take when a target leaves. */
    CompletionStage<Duration> deregistrationDelay(String arn) {
        return region.readBalancing(
                        Lane.SWEEP,
                        "DescribeTargetGroupAttributes",
                        client -> client.describeTargetGroupAttributes(request -> request.targetGroupArn(arn)))
                .thenApply(answer -> answer.attributes().stream()
                        .filter(attribute -> DELAY.equals(attribute.key()))
                        .findFirst()
                        .map(attribute -> Duration.ofSeconds(Long.parseLong(attribute.value())))
                        .orElse(Duration.ofHours(1)));
    }

    /** The first target that is neither unused nor draining, as a sentence; empty when there is none. */
    CompletionStage<Optional<String>> activeTarget(String arn) {
        return region.readBalancing(
                        Lane.SWEEP,
                        "DescribeTargetHealth",
                        client -> client.describeTargetHealth(request -> request.targetGroupArn(arn)))
                .thenApply(answer -> answer.targetHealthDescriptions().stream()
                        .filter(target -> target.targetHealth().state() != TargetHealthStateEnum.UNUSED
                                && target.targetHealth().state() != TargetHealthStateEnum.DRAINING)
                        .findFirst()
                        .map(target -> "its target " + target.target().id() + " is "
                                + target.targetHealth().stateAsString()));
    }
}
