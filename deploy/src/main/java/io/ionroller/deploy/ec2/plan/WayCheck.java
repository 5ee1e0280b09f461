package io.ionroller.deploy.ec2.plan;

import io.ionroller.deploy.ec2.settings.LoadBalancer;
import io.ionroller.deploy.ec2.settings.OwnBalancer;
import io.ionroller.deploy.ec2.settings.SharedTargetGroup;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.EnvironmentSpec;
import java.util.List;

/** Whether what has the traffic now gets it in the same way as the new environment: it does not go from one way to another. */
final class WayCheck {

    private final Subject subject;
    private final LoadBalancer.Place place;

    WayCheck(Subject subject) {
        this.subject = subject;
        this.place = subject.settings().traffic().balancer().place();
    }

    Part check() {
        List<String> others = subject.traffic().environments().stream()
                .filter(this::hasTraffic)
                .flatMap(environment -> Subject.place(environment).stream()
                        .filter(other -> !same(other))
                        .map(other -> environment.id() + " gets its traffic by " + told(other)))
                .toList();
        return others.isEmpty()
                ? Part.NONE
                : Part.blocking(
                        "load_balancer",
                        String.join(", ", others) + ", so that it cannot be shared with the new environment",
                        "the same way, or a service of another name");
    }

    private boolean hasTraffic(EnvironmentSpec environment) {
        return !environment.id().equals(subject.spec().id())
                && !subject.traffic()
                        .weights()
                        .getOrDefault(environment.id(), Weight.NONE)
                        .equals(Weight.NONE);
    }

    private boolean same(LoadBalancer.Place other) {
        return switch (place) {
            case LoadBalancer.RulePlace rule -> other instanceof LoadBalancer.RulePlace;
            case SharedTargetGroup shared ->
                other instanceof SharedTargetGroup one && one.arn().equals(shared.arn());
            case OwnBalancer own -> other instanceof OwnBalancer;
        };
    }

    private static String told(LoadBalancer.Place place) {
        return switch (place) {
            case LoadBalancer.RulePlace rule -> "a rule";
            case SharedTargetGroup shared -> "the target group " + shared.arn();
            case OwnBalancer own -> "a balancer of its own";
        };
    }
}
