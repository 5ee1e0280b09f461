package io.ionroller.deploy.ec2.environment;

import io.ionroller.deploy.ec2.account.AwsFailure;
import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.gate.ApiFamily;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.gate.Readings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/** Reads the health of the targets of groups, by ARN of the group; AWS answers for one group per call. */
public final class TargetReader {

    private static final String ACTION = "DescribeTargetHealth";
    private static final String DELAY = "deregistration_delay.timeout_seconds";

    /** The longest that AWS allows; where none can be read it is assumed. */
    private static final Duration LONGEST_DELAY = Duration.ofHours(1);

    private final AwsRegion region;

    private TargetReader(AwsRegion region) {
        this.region = region;
    }

    /** Health by ARN of the target group. */
    public static Readings<String, List<TargetHealthDescription>> of(AwsRegion region) {
        TargetReader reader = new TargetReader(region);
        return region.readings(ApiFamily.ELB_READ, new Readings.Plan<>(ACTION, 1, reader::read));
    }

    /** How long requests in flight may take when a target leaves the group of this ARN. */
    public static CompletionStage<Duration> deregistrationDelay(AwsRegion region, String arn, Lane lane) {
        return region.readBalancing(
                        lane,
                        "DescribeTargetGroupAttributes",
                        client -> client.describeTargetGroupAttributes(request -> request.targetGroupArn(arn)))
                .thenApply(answer -> answer.attributes().stream()
                        .filter(attribute -> DELAY.equals(attribute.key()))
                        .findFirst()
                        .map(attribute -> Duration.ofSeconds(Long.parseLong(attribute.value())))
                        .orElse(LONGEST_DELAY));
    }

    private CompletionStage<Map<String, List<TargetHealthDescription>>> read(List<String> arns, Lane lane) {
        String arn = arns.getFirst();
        return region.admitted(
                        clients -> clients.balancing().describeTargetHealth(request -> request.targetGroupArn(arn)))
                .thenApply(answer -> Map.of(arn, answer.targetHealthDescriptions()))
                .exceptionallyCompose(thrown -> AwsFailure.has(thrown, "TargetGroupNotFound")
                        ? CompletableFuture.completedStage(Map.of())
                        : CompletableFuture.failedStage(thrown));
    }
}
