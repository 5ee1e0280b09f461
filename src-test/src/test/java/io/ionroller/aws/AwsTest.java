package io.ionroller.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/** An endpoint with one account, whose time stands still; after each test nothing may have drifted from AWS's models. */
@SuppressWarnings("unchecked") // The SDK builders take any number of consumers.
abstract class AwsTest {

    static final String ACCOUNT = "111111111111";
    static final String REGION = "eu-west-1";

    final AwsEndpoint endpoint = AwsEndpoint.start(AwsEndpoint.Options.manual());
    final SeededAccount account = endpoint.seed(ACCOUNT, REGION);
    final Clients aws = Clients.of(endpoint, account);

    @BeforeEach
    void startsWithoutCalls() {
        assertThat(endpoint.calls().all()).isEmpty();
    }

    @AfterEach
    void nothingDriftedFromTheModels() {
        endpoint.close();
        assertThat(endpoint.findings().drift()).isEmpty();
    }

    void advance(int seconds) {
        endpoint.time().advance(Duration.ofSeconds(seconds));
    }

    /** The error with which a call was answered. */
    static AwsServiceException refusal(CompletableFuture<?> call) {
        CompletionException thrown = catchThrowableOfType(CompletionException.class, call::join);
        assertThat(thrown).as("the call is refused").isNotNull();
        return (AwsServiceException) thrown.getCause();
    }

    static String code(CompletableFuture<?> call) {
        return refusal(call).awsErrorDetails().errorCode();
    }

    String targetGroup(String name) {
        return aws.balancing()
                .createTargetGroup(request -> request.name(name)
                        .protocol("HTTP")
                        .port(9000)
                        .vpcId(account.vpc())
                        .healthCheckIntervalSeconds(10)
                        .healthCheckTimeoutSeconds(5)
                        .healthyThresholdCount(3)
                        .unhealthyThresholdCount(2))
                .join()
                .targetGroups()
                .getFirst()
                .targetGroupArn();
    }

    Rule rule(int priority, String... targetGroups) {
        return aws.balancing()
                .createRule(request -> request.listenerArn(account.listenerArn())
                        .priority(priority)
                        .conditions(condition -> condition
                                .field("path-pattern")
                                .pathPatternConfig(config -> config.values("/" + priority + "/*")))
                        .actions(action -> action.type(ActionTypeEnum.FORWARD)
                                .forwardConfig(config -> config.targetGroups(List.of(targetGroups).stream()
                                        .map(Weights.tuple(1))
                                        .toList()))))
                .join()
                .rules()
                .getFirst();
    }

    LaunchTemplate template(String name) {
        return aws.ec2()
                .createLaunchTemplate(request -> request.launchTemplateName(name)
                        .launchTemplateData(data -> data.imageId(account.ami()).instanceType("t3.micro")))
                .join()
                .launchTemplate();
    }

    /** Of {@code size} instances, with ELB health checks after 60 s if it has target groups. */
    void group(String name, int size, String... targetGroups) {
        LaunchTemplate template = template(name);
        aws.autoScaling()
                .createAutoScalingGroup(request -> request.autoScalingGroupName(name)
                        .minSize(0)
                        .maxSize(10)
                        .desiredCapacity(size)
                        .vpcZoneIdentifier(String.join(",", account.subnets()))
                        .launchTemplate(wanted -> wanted.launchTemplateId(template.launchTemplateId())
                                .version("1"))
                        .healthCheckType(targetGroups.length == 0 ? "EC2" : "ELB")
                        .healthCheckGracePeriod(60)
                        .targetGroupARNs(targetGroups))
                .join();
    }

    List<software.amazon.awssdk.services.autoscaling.model.Instance> members(String group) {
        return aws
                .autoScaling()
                .describeAutoScalingGroups(request -> request.autoScalingGroupNames(group))
                .join()
                .autoScalingGroups()
                .stream()
                .flatMap(found -> found.instances().stream())
                .toList();
    }

    List<TargetHealthDescription> health(String targetGroup) {
        return aws.balancing()
                .describeTargetHealth(request -> request.targetGroupArn(targetGroup))
                .join()
                .targetHealthDescriptions();
    }

    List<String> states(String targetGroup) {
        return health(targetGroup).stream()
                .map(target -> target.targetHealth().stateAsString())
                .toList();
    }
}
