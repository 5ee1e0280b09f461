package io.ionroller.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ionroller.aws.cloud.Inventory;
import io.ionroller.aws.scenario.Quotas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;

/** The endpoint as a whole. */
@SuppressWarnings("unchecked") // The SDK builders take any number of consumers.
final class AwsEndpointTest extends AwsTest {

    private List<String> kinds() {
        return endpoint.resources().stream().map(Inventory.Resource::kind).toList();
    }

    @Test
    void servesOnlyActionsThatAwsHas() {
        assertThat(Service.values())
                .allSatisfy(service ->
                        assertThat(service.actions().names()).isNotEmpty().allMatch(service.model()::hasOperation));
    }

    @Test
    void endsAnEnvironmentWithoutRest() {
        List<String> before = kinds();
        String blue = targetGroup("blue");
        String rule = rule(1, blue).ruleArn();
        group("shop", 2, blue);
        advance(60);
        assertThat(states(blue)).containsExactly("healthy", "healthy");
        assertThat(kinds()).contains("instance", "launch-template", "auto-scaling-group", "target-group", "rule");
        aws.autoScaling()
                .deleteAutoScalingGroup(
                        request -> request.autoScalingGroupName("shop").forceDelete(true))
                .join();
        advance(30);
        aws.balancing().deleteRule(request -> request.ruleArn(rule)).join();
        aws.balancing()
                .deleteTargetGroup(request -> request.targetGroupArn(blue))
                .join();
        aws.ec2()
                .deleteLaunchTemplate(request -> request.launchTemplateName("shop"))
                .join();
        assertThat(kinds()).isEqualTo(before);
    }

    @Test
    void letsTimePassFasterThanItDoes() {
        try (AwsEndpoint quick = AwsEndpoint.start(AwsEndpoint.Options.quick())) {
            SeededAccount there = quick.seed(ACCOUNT, REGION);
            Clients clients = Clients.of(quick, there);
            String zone = clients.dns()
                    .createHostedZone(request -> request.name("example.com").callerReference("r"))
                    .join()
                    .changeInfo()
                    .id();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> clients.dns()
                            .getChange(request -> request.id(zone))
                            .join()
                            .changeInfo()
                            .statusAsString()
                            .equals("INSYNC"));
            assertThat(quick.findings().drift()).isEmpty();
        }
    }

    @Test
    void keepsCallersFromDifferentAccountsApart() {
        SeededAccount second = endpoint.seed("222222222222", "eu-central-1");
        targetGroup("blue");
        assertThat(Clients.of(endpoint, second)
                        .balancing()
                        .describeTargetGroups()
                        .join()
                        .targetGroups())
                .isEmpty();
        assertThat(endpoint.calls().all()).extracting(CallRecord::account).containsExactly(ACCOUNT, "222222222222");
    }

    @Test
    void holdsAThousandEnvironments() throws InterruptedException {
        endpoint.weather().quotas(Quotas.AMPLE);
        template("shop");
        Semaphore free = new Semaphore(32);
        IntStream.range(0, 1000).forEach(number -> {
            free.acquireUninterruptibly();
            var environment = environment("shop-" + number, 1 + number).whenComplete((_, _) -> free.release());
            assertThat(environment).isNotCompletedExceptionally();
        });
        free.acquire(32);
        advance(60);
        List<String> names = new ArrayList<>();
        String[] token = new String[1];
        do {
            DescribeAutoScalingGroupsResponse page = aws.autoScaling()
                    .describeAutoScalingGroups(
                            request -> request.maxRecords(100).nextToken(token[0]))
                    .join();
            page.autoScalingGroups().forEach(group -> {
                names.add(group.autoScalingGroupName());
                assertThat(group.instances()).hasSize(1);
            });
            token[0] = page.nextToken();
        } while (token[0] != null);
        assertThat(names).hasSize(1000).doesNotHaveDuplicates();
        assertThat(endpoint.resources().stream()
                        .collect(Collectors.groupingBy(Inventory.Resource::kind, Collectors.counting())))
                .containsEntry("target-group", 1000L)
                .containsEntry("rule", 1000L)
                .containsEntry("instance", 1000L);
    }

    private java.util.concurrent.CompletableFuture<?> environment(String name, int priority) {
        var balancing = aws.balancing();
        return balancing
                .createTargetGroup(
                        request -> request.name(name).protocol("HTTP").port(80).vpcId(account.vpc()))
                .thenApply(answer -> answer.targetGroups().getFirst().targetGroupArn())
                .thenCompose(arn -> balancing
                        .createRule(request -> request.listenerArn(account.listenerArn())
                                .priority(priority)
                                .conditions(condition -> condition
                                        .field("host-header")
                                        .hostHeaderConfig(config -> config.values(name + ".example.com")))
                                .actions(action ->
                                        action.type(ActionTypeEnum.FORWARD).targetGroupArn(arn)))
                        .thenCompose(_ -> aws.autoScaling()
                                .createAutoScalingGroup(request -> request.autoScalingGroupName(name)
                                        .minSize(1)
                                        .maxSize(1)
                                        .vpcZoneIdentifier(String.join(",", account.subnets()))
                                        .launchTemplate(template -> template.launchTemplateName("shop")
                                                .version("1"))
                                        .targetGroupARNs(arn))));
    }

    @Test
    void namesEachIdOnlyOnce() {
        String[] groups = IntStream.range(0, 20)
                .mapToObj(index -> targetGroup("g" + index))
                .toArray(String[]::new);
        assertThat(Arrays.asList(groups)).doesNotHaveDuplicates();
    }
}
