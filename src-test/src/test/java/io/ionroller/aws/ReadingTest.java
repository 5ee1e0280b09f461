package io.ionroller.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.aws.scenario.Calls;
import io.ionroller.aws.scenario.Fault;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.iam.model.EvaluationResult;

/** What is only read: images, parameters, roles, quotas and metrics. */
@SuppressWarnings("unchecked") // The SDK builders take any number of consumers.
final class ReadingTest extends AwsTest {

    @Test
    void resolvesATagToADigest() {
        assertThat(aws.registry()
                        .describeImages(request ->
                                request.repositoryName(account.repository()).imageIds(image -> image.imageTag("1.0")))
                        .join()
                        .imageDetails()
                        .getFirst()
                        .imageDigest())
                .isEqualTo(account.imageDigest());
        assertThat(code(aws.registry()
                        .describeImages(request -> request.repositoryName(account.repository())
                                .imageIds(image -> image.imageTag("none")))))
                .isEqualTo("ImageNotFoundException");
        assertThat(code(aws.registry().describeImages(request -> request.repositoryName("none"))))
                .isEqualTo("RepositoryNotFoundException");
    }

    @Test
    void tellsWhichImagesOfABatchAreMissing() {
        var answer = aws.registry()
                .batchGetImage(request -> request.repositoryName(account.repository())
                        .imageIds(image -> image.imageTag("1.0"), image -> image.imageTag("none")))
                .join();
        assertThat(answer.images()).hasSize(1);
        assertThat(answer.failures()).hasSize(1);
    }

    @Test
    void givesALoginForTwelveHours() {
        assertThat(aws.registry()
                        .getAuthorizationToken()
                        .join()
                        .authorizationData()
                        .getFirst()
                        .expiresAt())
                .isEqualTo(Instant.parse("2026-01-01T12:00:00Z"));
    }

    @Test
    void readsParameters() {
        assertThat(aws.parameters()
                        .getParameter(request -> request.name(account.amiParameter()))
                        .join()
                        .parameter()
                        .value())
                .isEqualTo(account.ami());
        assertThat(code(aws.parameters().getParameter(request -> request.name("/none"))))
                .isEqualTo("ParameterNotFound");
        assertThat(aws.parameters()
                        .getParameters(request -> request.names(account.amiParameter(), "/none"))
                        .join()
                        .invalidParameters())
                .containsExactly("/none");
    }

    @Test
    void readsRolesAndProfiles() {
        assertThat(aws.iam()
                        .getRole(request -> request.roleName("deployer"))
                        .join()
                        .role()
                        .arn())
                .isEqualTo(account.roleArn());
        assertThat(aws.iam()
                        .getInstanceProfile(request -> request.instanceProfileName(account.instanceProfile()))
                        .join()
                        .instanceProfile()
                        .roles())
                .hasSize(1);
        assertThat(code(aws.iam().getRole(request -> request.roleName("none")))).isEqualTo("NoSuchEntity");
    }

    @Test
    void knowsWhatWouldBeDenied() {
        endpoint.faults().always(Calls.of("ec2", "CreateLaunchTemplate"), new Fault.Denied());
        assertThat(aws.iam()
                        .simulatePrincipalPolicy(request -> request.policySourceArn(account.roleArn())
                                .actionNames("ec2:CreateLaunchTemplate", "ec2:DescribeVpcs"))
                        .join()
                        .evaluationResults())
                .extracting(EvaluationResult::evalDecisionAsString)
                .containsExactly("implicitDeny", "allowed");
    }

    @Test
    void readsQuotas() {
        assertThat(aws.quotas()
                        .getServiceQuota(
                                request -> request.serviceCode("autoscaling").quotaCode("L-CDE20ADC"))
                        .join()
                        .quota()
                        .value())
                .isEqualTo(500);
        assertThat(code(aws.quotas()
                        .getServiceQuota(
                                request -> request.serviceCode("autoscaling").quotaCode("L-NONE"))))
                .isEqualTo("NoSuchResourceException");
    }

    @Test
    void countsRequestsByTheWeightsThatHeld() {
        String blue = targetGroup("blue");
        String green = targetGroup("green");
        String rule = rule(1, blue, green).ruleArn();
        endpoint.foreign().traffic(rule, 10);
        endpoint.foreign().errors(green, 0.5);
        advance(60);
        endpoint.foreign().weights(rule, java.util.Map.of(blue, 0, green, 100));
        advance(60);
        List<MetricDataResult> results = aws.metrics()
                .getMetricData(request -> request.startTime(Instant.parse("2026-01-01T00:00:00Z"))
                        .endTime(Instant.parse("2026-01-01T01:00:00Z"))
                        .scanBy("TimestampAscending")
                        .metricDataQueries(
                                query("blue", "RequestCount", blue),
                                query("green", "RequestCountPerTarget", green),
                                query("errors", "HTTPCode_Target_5XX_Count", green)))
                .join()
                .metricDataResults();
        assertThat(results)
                .extracting(MetricDataResult::values)
                .containsExactly(List.of(300.0), List.of(300.0, 600.0), List.of(150.0, 300.0));
    }

    private static MetricDataQuery query(String id, String metric, String targetGroup) {
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(stat -> stat.stat("Sum")
                        .period(60)
                        .metric(wanted -> wanted.namespace("AWS/ApplicationELB")
                                .metricName(metric)
                                .dimensions(dimension -> dimension
                                        .name("TargetGroup")
                                        .value(targetGroup.substring(targetGroup.indexOf("targetgroup/"))))))
                .build();
    }
}
