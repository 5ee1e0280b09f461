package io.ionroller.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ionroller.aws.scenario.Calls;
import io.ionroller.aws.scenario.Fault;
import io.ionroller.aws.scenario.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What goes wrong with calls, and what can be seen of calls. */
@SuppressWarnings("unchecked") // The SDK builders take any number of consumers.
final class FaultsTest extends AwsTest {

    private static final Calls CREATE = Calls.of("ec2", "CreateLaunchTemplate");

    private List<String> templates() {
        return endpoint.resources().stream()
                .filter(resource -> resource.kind().equals("launch-template"))
                .map(resource -> resource.name())
                .toList();
    }

    @Test
    void takesEffectButLosesTheReply() {
        endpoint.faults().next(1, CREATE, new Fault.LostReply());
        assertThatThrownBy(() -> template("shop")).hasCauseInstanceOf(SdkClientException.class);
        assertThat(templates()).containsExactly("shop");
        assertThat(endpoint.calls().calls("ec2", "CreateLaunchTemplate"))
                .singleElement()
                .satisfies(call -> assertThat(call.outcome()).isEqualTo("OK, reply lost"));
    }

    @Test
    void failsBeforeAnyEffect() {
        endpoint.faults().next(1, CREATE, new Fault.Fails(503));
        assertThat(refusal(aws.ec2()
                                .createLaunchTemplate(request -> request.launchTemplateName("shop")
                                        .launchTemplateData(data -> data.imageId(account.ami()))))
                        .statusCode())
                .isEqualTo(503);
        assertThat(templates()).isEmpty();
        template("shop");
    }

    @Test
    void throttlesInEachServicesWords() {
        endpoint.faults().always(Calls.all(), new Fault.Throttled());
        assertThat(code(aws.ec2().describeVpcs())).isEqualTo("RequestLimitExceeded");
        assertThat(code(aws.balancing().describeLoadBalancers())).isEqualTo("ThrottlingException");
        assertThat(code(aws.autoScaling().describeAutoScalingGroups())).isEqualTo("Throttling");
        assertThat(code(aws.dns().listHostedZonesByName())).isEqualTo("Throttling");
        assertThat(code(aws.objects().listObjectsV2(request -> request.bucket("audit-log"))))
                .isEqualTo("SlowDown");
        assertThat(code(aws.parameters().getParameter(request -> request.name("/x"))))
                .isEqualTo("ThrottlingException");
        assertThat(refusal(aws.ec2().describeVpcs()).isThrottlingException()).isTrue();
    }

    @Test
    void deniesInEachServicesWords() {
        endpoint.faults().always(new Calls("*", "Describe*", ACCOUNT, "*"), new Fault.Denied());
        assertThat(code(aws.ec2().describeVpcs())).isEqualTo("UnauthorizedOperation");
        assertThat(code(aws.balancing().describeLoadBalancers())).isEqualTo("AccessDenied");
        assertThat(code(aws.registry().describeImages(request -> request.repositoryName("shop"))))
                .isEqualTo("AccessDeniedException");
    }

    @Test
    void fillsItsBucketsWithTime() {
        endpoint.limits().enforce(Limits.AWS);
        long admitted = IntStream.range(0, 45)
                .filter(index -> aws.balancing()
                        .describeLoadBalancers()
                        .handle((answer, error) -> error == null)
                        .join())
                .count();
        assertThat(admitted).isEqualTo(40);
        assertThat(code(aws.balancing().describeLoadBalancers())).isEqualTo("ThrottlingException");
        advance(1);
        aws.balancing().describeLoadBalancers().join();
    }

    @Test
    void answersReadsFromAnOldState() {
        endpoint.faults().always(new Calls("*", "Describe*", "*", "*"), new Fault.Stale(Duration.ofSeconds(5)));
        template("shop");
        assertThat(aws.ec2().describeLaunchTemplates().join().launchTemplates()).isEmpty();
        assertThat(aws.ec2().describeVpcs().join().vpcs()).hasSize(1);
        advance(5);
        assertThat(aws.ec2().describeLaunchTemplates().join().launchTemplates()).hasSize(1);
        aws.ec2()
                .deleteLaunchTemplate(request -> request.launchTemplateName("shop"))
                .join();
        assertThat(aws.ec2().describeLaunchTemplates().join().launchTemplates()).hasSize(1);
    }

    @Test
    void delaysAnswers() {
        endpoint.faults().next(1, Calls.all(), new Fault.Delayed(Duration.ofMillis(200)));
        long before = System.nanoTime();
        aws.ec2().describeVpcs().join();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void hitsTheSameCallsWithTheSameSeed() {
        endpoint.faults().add(Calls.all(), new Fault.Throttled(), 0.5, 100);
        List<Boolean> hits = IntStream.range(0, 20)
                .mapToObj(index -> aws.ec2()
                        .describeVpcs()
                        .handle((answer, error) -> error != null)
                        .join())
                .toList();
        assertThat(hits).contains(true, false);
        try (AwsEndpoint again = AwsEndpoint.start(AwsEndpoint.Options.manual())) {
            Clients others = Clients.of(again, again.seed(ACCOUNT, REGION));
            again.faults().add(Calls.all(), new Fault.Throttled(), 0.5, 100);
            assertThat(IntStream.range(0, 20)
                            .mapToObj(index -> others.ec2()
                                    .describeVpcs()
                                    .handle((answer, error) -> error != null)
                                    .join())
                            .toList())
                    .isEqualTo(hits);
        }
    }

    @Test
    void stopsAtEachPointOfACall() {
        List<String> seen = new ArrayList<>();
        endpoint.crashPoints(new CrashPoints() {
            @Override
            public void beforeEffect(Point point) {
                seen.add("before " + point.number() + " " + point.action() + " " + templates());
            }

            @Override
            public void afterEffect(Point point) {
                seen.add("after " + point.number() + " " + point.action() + " " + templates());
            }
        });
        template("shop");
        assertThat(seen).containsExactly("before 1 CreateLaunchTemplate []", "after 1 CreateLaunchTemplate [shop]");
    }

    @Test
    void dropsACallBeforeItsEffect() {
        List<String> seen = new ArrayList<>();
        endpoint.crashPoints(CrashPoints.before(1, () -> seen.add("stopped")));
        assertThatThrownBy(() -> template("shop")).hasCauseInstanceOf(SdkClientException.class);
        assertThat(seen).containsExactly("stopped");
        assertThat(templates()).isEmpty();
        assertThat(endpoint.calls().all().getFirst().outcome()).isEqualTo("dropped");
    }

    @Test
    void dropsAnAnswerAfterTheEffect() {
        endpoint.crashPoints(CrashPoints.after(1, () -> {}));
        assertThatThrownBy(() -> template("shop")).hasCauseInstanceOf(SdkClientException.class);
        assertThat(templates()).containsExactly("shop");
        assertThat(endpoint.calls().all().getFirst().outcome()).isEqualTo("OK, reply lost");
    }

    @Test
    void writesDownEveryCall() {
        targetGroup("blue");
        assertThat(endpoint.calls().calls("elasticloadbalancing", "CreateTargetGroup"))
                .singleElement()
                .satisfies(call -> {
                    assertThat(call.account()).isEqualTo(ACCOUNT);
                    assertThat(call.region()).isEqualTo(REGION);
                    assertThat(call.request()).contains("\"Name\":\"blue\"");
                    assertThat(call.outcome()).isEqualTo("OK");
                });
    }
}
