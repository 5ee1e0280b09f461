package io.ionroller.deploy.ec2.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ionroller.engine.platform.PlatformException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

final class PrioritiesTest {

    private static final RuleKey KEY =
            RuleKey.of("arn:aws:elasticloadbalancing:eu-west-1:1:listener-rule/app/a/b/c/mine");

    private static List<Rule> rules(String mine, String... others) {
        return Stream.concat(
                        Stream.of(rule(mine, KEY.toString())), Stream.of(others).map(one -> rule(one, one)))
                .toList();
    }

    private static Rule rule(String priority, String arn) {
        return Rule.builder().priority(priority).ruleArn(arn).build();
    }

    @Test
    void leaveThoseBeforeThemTheirPrecedence() {
        assertThat(Priorities.last(List.of(rule("default", "")))).isEqualTo(1);
        assertThat(Priorities.last(rules("7", "12", "default"))).isEqualTo(13);
        assertThat(Priorities.lastButOne(rules("7", "12", "default"))).isEqualTo(14);
    }

    @Test
    void areTheLastFreeOneBeforeARule() {
        assertThat(Priorities.before(KEY, rules("7", "6", "5", "12", "default")))
                .isEqualTo(4);
        assertThatThrownBy(() -> Priorities.before(KEY, rules("3", "1", "2", "default")))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("no priority is free before 3");
    }
}
