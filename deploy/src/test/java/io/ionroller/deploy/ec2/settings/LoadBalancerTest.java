package io.ionroller.deploy.ec2.settings;

import static io.ionroller.deploy.ec2.settings.SampleSettings.LISTENER;
import static io.ionroller.deploy.ec2.settings.SampleSettings.least;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LoadBalancerTest {

    private static final String TARGET_GROUP =
            "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/50dc6c495c0c9188";

    @Test
    void aRuleIsGivenOrMadeNotBoth() {
        assertThat(least().with("load_balancer.listener", LISTENER).mistakes())
                .singleElement()
                .asString()
                .endsWith("wanted either rule or listener, not both");
        assertThat(least().with("load_balancer", Map.of()).mistakes())
                .singleElement()
                .asString()
                .startsWith("load_balancer.rule: got nothing, wanted the ARN of a rule");
        assertThat(least().with("load_balancer.host", List.of("a.example.org")).mistakes())
                .containsExactly(
                        "load_balancer.host: got nothing, wanted no host beside rule, which has its own conditions");
        assertThat(least().with("load_balancer", Map.of("listener", LISTENER)).mistakes())
                .containsExactly("load_balancer.host: got nothing, wanted at least one host or path: a rule for"
                        + " everything would take other services' traffic");
        assertThat(least().with("load_balancer", Map.of("listener", LISTENER, "path", List.of("cart")))
                        .mistakes())
                .containsExactly(
                        "load_balancer.path[0]: got \"cart\", wanted a path such as /cart/*, at most 128 characters");
    }

    @Test
    void aRuleHasAtMostFiveConditionValues() {
        Map<String, Object> five = Map.of(
                "listener",
                LISTENER,
                "path",
                IntStream.range(0, 5).mapToObj(i -> "/" + i).toList());
        assertThat(least().with("load_balancer", five).mistakes()).isEmpty();
        assertThat(least().with("load_balancer", five)
                        .with("load_balancer.host", List.of("a.example.org"))
                        .mistakes())
                .containsExactly(
                        "load_balancer.host: got 6 hosts and paths, wanted at most 5 hosts and paths together");
        assertThat(least().with("load_balancer", five)
                        .with("load_balancer.test.header", Map.of("name", "X", "value", "1"))
                        .mistakes())
                .containsExactly("load_balancer.test.header: got 5 hosts and paths beside it,"
                        + " wanted at most 4, for the header is the fifth condition");
    }

    @Test
    void theTestRuleIsOneOfThree() {
        assertThat(least().with("load_balancer.test", Map.of("port", 8443))
                        .read()
                        .traffic()
                        .balancer()
                        .test())
                .contains(new TestRule.Port(8443, 0));
        assertThat(least().with("load_balancer.test", Map.of("port", 8443, "listener", LISTENER))
                        .mistakes())
                .contains("load_balancer.test.header: got 2, wanted exactly one of header, port and listener");
        assertThat(least().with("load_balancer.test", Map.of("listener", LISTENER))
                        .mistakes())
                .singleElement()
                .asString()
                .endsWith("wanted another listener than the service's own");
        assertThat(least().with("load_balancer.test", Map.of("listener", LISTENER.replace("50dc6c", "60dc6c")))
                        .mistakes())
                .singleElement()
                .asString()
                .endsWith("wanted a listener of the same balancer: a target group can only be behind one");
        assertThat(least().with("load_balancer.test.header", Map.of("name", "Host", "value", "x"))
                        .mistakes())
                .containsExactly("load_balancer.test.header.name: got \"Host\","
                        + " wanted the name of a header, at most 40 characters, not host");
    }

    @Test
    void theTestRuleIsLookedAtBeforeTheOther() {
        assertThat(least().with("load_balancer", Map.of("listener", LISTENER, "path", List.of("/"), "priority", 7))
                        .with("load_balancer.test", Map.of("priority", 7))
                        .with("load_balancer.test.header", Map.of("name", "X", "value", "1"))
                        .mistakes())
                .containsExactly("load_balancer.test.priority: got 7, wanted less than the rule's priority 7,"
                        + " so that the header is looked at first");
    }

    @Test
    void theListenerOfARuleIsKnown() {
        assertThat(least().read().traffic().balancer().place())
                .isInstanceOfSatisfying(
                        LoadBalancer.RulePlace.class,
                        rule -> assertThat(rule.listener()).hasToString(LISTENER));
    }

    @Test
    void aTargetGroupMayBeSharedInsteadOfARule() {
        assertThat(least().with("load_balancer", Map.of("target_group", TARGET_GROUP, "step_delay", "5m"))
                        .read()
                        .traffic()
                        .sharedTargetGroup())
                .hasValueSatisfying(shared -> {
                    assertThat(shared.arn()).hasToString(TARGET_GROUP);
                    assertThat(shared.stepDelay()).isEqualTo(Duration.ofMinutes(5));
                });
        assertThat(least().with("load_balancer", Map.of("target_group", LISTENER))
                        .mistakes())
                .singleElement()
                .asString()
                .startsWith("load_balancer.target_group: got ")
                .contains("wanted the ARN of a target group");
    }

    @Test
    void whatASharedTargetGroupHasOfItsOwnIsRefusedBesideIt() {
        assertThat(least().with("load_balancer", Map.of("target_group", TARGET_GROUP))
                        .with("load_balancer.host", List.of("a.example.org"))
                        .with("load_balancer.rule", SampleSettings.RULE)
                        .with("load_balancer.test", Map.of("port", 8443))
                        .with("stickiness", "10m")
                        .with("deregistration_delay", "60s")
                        .with("protocol", "HTTPS")
                        .mistakes())
                .extracting(mistake -> mistake.substring(0, mistake.indexOf(':')))
                .containsExactlyInAnyOrder(
                        "load_balancer.host",
                        "load_balancer.rule",
                        "load_balancer.test",
                        "stickiness",
                        "deregistration_delay",
                        "protocol");
        assertThat(least().with("load_balancer.step_delay", "5m").mistakes())
                .containsExactly("load_balancer.step_delay: got nothing, wanted no step_delay without target_group:"
                        + " weights have pauses of the strategy");
    }
}
