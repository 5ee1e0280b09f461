package io.ionroller.deploy.ec2.settings;

import io.ionroller.deploy.settings.SettingsReader;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A target group that somebody else has made, which all environments of a service share: traffic moves by instances that go in and
 * out of it. How it checks health, drains and sticks is its own.
 *
 * @param arn of the target group
 * @param stepDelay between one instance that is out and the next that goes in, 0 s to 24 h
 */
public record SharedTargetGroup(Arn arn, Duration stepDelay) implements LoadBalancer.Place {

    private static final Duration LONGEST_STEP_DELAY = Duration.ofHours(24);
    private static final Pattern SHAPE = Pattern.compile("targetgroup/[A-Za-z0-9-]{1,32}/[0-9a-f]+");
    private static final String WANTED =
            "the ARN of a target group, arn:aws:elasticloadbalancing:REGION:ACCOUNT:targetgroup/...";
    private static final Arn NONE =
            new Arn("aws", "elasticloadbalancing", "us-east-1", "000000000000", "targetgroup/none/0");

    /** What the target group has of its own, so that settings of the same kind would have no effect. */
    static final List<String> ITS_OWN =
            List.of("protocol", "stickiness", "deregistration_delay", "slow_start", "drain_periods", "dns");

    public SharedTargetGroup {
        Shapes.need("step_delay", stepDelay, Duration.ZERO, LONGEST_STEP_DELAY);
    }

    /** Refuses beside it what belongs to other ways of sharing the traffic. */
    static SharedTargetGroup read(SettingsReader reader) {
        Arn arn = reader.value("target_group", text -> Arn.parse(text, "elasticloadbalancing", SHAPE, WANTED))
                .orElse(NONE);
        LoadBalancer.refuseOfRules(reader, "target_group, which somebody else's rules lead to");
        reader.ask("own");
        if (reader.has("own")) {
            reader.refuse("own", null, "no own beside target_group, which is behind a balancer already");
        }
        return new SharedTargetGroup(
                arn,
                reader.seconds("step_delay", Duration.ZERO, LONGEST_STEP_DELAY).orElse(Duration.ZERO));
    }

    /** Refuses what has a meaning only beside a target group. */
    static void refuseWithout(SettingsReader reader) {
        reader.ask("target_group", "step_delay");
        if (reader.has("step_delay")) {
            reader.refuse(
                    "step_delay", null, "no step_delay without target_group: weights have pauses of the strategy");
        }
    }
}
