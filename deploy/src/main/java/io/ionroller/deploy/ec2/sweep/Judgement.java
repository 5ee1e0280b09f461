package io.ionroller.deploy.ec2.sweep;

import io.ionroller.deploy.ec2.dns.DnsSettings;
import io.ionroller.deploy.ec2.environment.Environments;
import io.ionroller.deploy.ec2.template.OwnerTags;
import io.ionroller.deploy.ec2.traffic.ZeroTimes;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.Orphan.State;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficObservation.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/**
 * Decides whether an orphan is drained, as strictly as it is decided for environments that have an owner: its target group is in no
 * rule, or has had weight 0 for the whole deregistration delay, and no record leads to its own balancer, if it has one, for as long;
 * and besides no target is in use, in groups that services share neither, and CloudWatch counted no request. What is not known
 * counts as traffic. The rules of a balancer that goes with it do not count.
 */
final class Judgement {

    private final Place place;
    private final Scene scene;
    private final ZeroTimes<String> zeros;

    Judgement(Place place, Scene scene, ZeroTimes<String> zeros) {
        this.place = place;
        this.scene = scene;
        this.zeros = zeros;
    }

    /** Of an environment that its owner has not. */
    Verdict of(Leftover leftover, EnvironmentId environment, @Nullable Instant createdAt) {
        Optional<String> traffic = Stream.of(weights(leftover), records(leftover, environment), foreign(leftover))
                .flatMap(reasons -> reasons)
                .findFirst();
        if (traffic.isPresent()) {
            return Verdict.kept(leftover, createdAt, traffic.get());
        }
        Optional<String> recent = Stream.concat(
                        leftover.targetGroups().stream().flatMap(this::signs),
                        targets(leftover, true).map(text -> text + " and drains"))
                .findFirst();
        if (recent.isPresent()) {
            return Verdict.draining(leftover, createdAt, recent.get());
        }
        List<RuleView> entries = entries(leftover);
        Route route = route(leftover, entries);
        Optional<DrainProof> proof = DrainProof.from(
                new TrafficObservation(
                        environment.service(), route == null ? Map.of() : Map.of(environment, route), scene.at()),
                environment);
        return proof.isPresent() ? drained(leftover, createdAt, proof, entries) : waiting(leftover, createdAt, route);
    }

    private static Verdict drained(
            Leftover leftover, @Nullable Instant createdAt, Optional<DrainProof> proof, List<RuleView> entries) {
        boolean ends = leftover.groups().stream().anyMatch(Environments::isEnding);
        return ends
                ? new Verdict(leftover, createdAt, State.REMOVING, "its instances end", proof, entries)
                : new Verdict(leftover, createdAt, State.REMOVABLE, "nothing reaches it", proof, entries);
    }

    private static Verdict waiting(Leftover leftover, @Nullable Instant createdAt, @Nullable Route route) {
        if (route == null || route.zeroSince() == null) {
            return Verdict.kept(leftover, createdAt, "nothing proves that it is drained");
        }
        return Verdict.draining(
                leftover,
                createdAt,
                "weight 0 seen since " + route.zeroSince() + ", drained at "
                        + route.zeroSince().plus(route.drainDelay()) + " if this server looks at it until then");
    }

    /** Weights above zero; remembers the others. */
    private Stream<String> weights(Leftover leftover) {
        List<String> reasons = new ArrayList<>();
        for (String arn : leftover.targetGroupArns()) {
            boolean used = false;
            for (RuleView rule : naming(leftover, arn)) {
                int weight = rule.weights().getOrDefault(arn, 0);
                if (weight > 0 && !scene.takesTests(rule)) {
                    int total = rule.weights().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum();
                    reasons.add("it has weight " + weight + " of " + total + " in " + rule.arn());
                    used = true;
                }
            }
            zeros.seen(arn, !used, scene.at());
        }
        return reasons.stream();
    }

    private List<RuleView> naming(Leftover leftover, String targetGroup) {
        return scene.naming(targetGroup).stream()
                .filter(rule -> !leftover.balancerArns().contains(rule.balancer()))
                .toList();
    }

    /** Records that lead to its balancers; remembers that there are none. */
    private Stream<String> records(Leftover leftover, EnvironmentId environment) {
        List<String> reasons = new ArrayList<>();
        for (LoadBalancer balancer : leftover.balancers()) {
            String alias = scene.aliases().get(balancer.dnsName().toLowerCase(Locale.ROOT));
            zeros.seen(balancer.loadBalancerArn(), alias == null, scene.at());
            if (alias != null) {
                reasons.add("a record leads to its balancer: " + alias);
            } else if (place.names(environment.service()).isEmpty()) {
                reasons.add("no configuration of its service says which records lead to its balancer");
            }
        }
        return reasons.stream();
    }

    /** Rules that are not ours to change, and other ways by which requests may come. */
    private Stream<String> foreign(Leftover leftover) {
        Stream<String> rules = entries(leftover).stream()
                .filter(rule -> rule.standard() || !mayChange(rule))
                .map(rule -> "a rule that is not ours names it: " + rule.arn());
        Stream<String> groups = leftover.groups().stream()
                .flatMap(group -> Stream.concat(
                                group.targetGroupARNs().stream(),
                                group.trafficSources().stream().map(source -> source.identifier()))
                        .filter(arn -> scene.targetGroups().contains(arn))
                        .filter(arn -> !leftover.targetGroupArns().contains(arn))
                        .map(arn -> "its instances are targets of another target group: " + arn));
        Stream<String> classic = leftover.groups().stream()
                .flatMap(group -> group.loadBalancerNames().stream())
                .map(name -> "its instances are behind the Classic Load Balancer " + name);
        return Stream.of(rules, groups, classic, targets(leftover, false)).flatMap(reasons -> reasons);
    }

    /** Instances that are registered, or drain, in groups that services share: their Auto Scaling groups do not tell. */
    private Stream<String> targets(Leftover leftover, boolean draining) {
        return leftover.groups().stream()
                .flatMap(group -> group.instances().stream())
                .map(instance -> instance.instanceId())
                .flatMap(id -> Optional.ofNullable(scene.shared().get(id))
                        .filter(target -> target.draining() == draining)
                        .map(target -> "its instance " + id + " is a target of " + target.targetGroup())
                        .stream());
    }

    private boolean mayChange(RuleView rule) {
        return place.givenRules().containsKey(rule.arn()) || scene.ruleTags().containsKey(rule.arn());
    }

    /** Signs of use that pass by themselves. */
    private Stream<String> signs(TargetGroup group) {
        String arn = group.targetGroupArn();
        Double requests = scene.requests().get(arn);
        Stream<String> counted = requests == null
                ? Stream.of("CloudWatch does not say how many requests it had")
                : requests > 0
                        ? Stream.of("it had requests within the last " + (place.drainPeriods() + 2) + " minutes")
                        : Stream.of();
        Stream<String> elsewhere =
                group.loadBalancerArns().isEmpty() || !scene.naming(arn).isEmpty()
                        ? Stream.of()
                        : Stream.of("AWS says that " + group.loadBalancerArns().getFirst()
                                + " uses it, and no rule of that balancer names it");
        Stream<String> active = scene.activeTargets().getOrDefault(arn, Optional.empty()).stream();
        return Stream.of(counted, elsewhere, active).flatMap(reasons -> reasons);
    }

    private List<RuleView> entries(Leftover leftover) {
        return leftover.targetGroupArns().stream()
                .flatMap(arn -> naming(leftover, arn).stream())
                .distinct()
                .toList();
    }

    /** Null when no rule names any of its target groups and it has no balancer. */
    private @Nullable Route route(Leftover leftover, List<RuleView> entries) {
        boolean own = !leftover.balancers().isEmpty();
        if (entries.isEmpty() && !own) {
            return null;
        }
        Instant since = Stream.concat(
                        entries.isEmpty() ? Stream.of() : leftover.targetGroupArns().stream(),
                        leftover.balancerArns().stream())
                .map(arn -> zeros.since(arn).orElse(scene.at()))
                .max(Instant::compareTo)
                .orElse(scene.at());
        Duration delay = leftover.targetGroupArns().stream()
                .map(arn -> scene.delays().getOrDefault(arn, Duration.ofHours(1)))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        Duration clients = entries.stream()
                .map(RuleView::stickiness)
                .reduce(place.stickiness(), (one, two) -> one.compareTo(two) > 0 ? one : two)
                .plus(own ? DnsSettings.ALIAS_TTL : Duration.ZERO);
        return new Route(Weight.NONE, since, delay.plus(clients), 0, 0, 0, Duration.ZERO);
    }

    /** The service whose traffic a rule is, as far as it is said. */
    static Optional<String> serviceOf(RuleView rule, Place place, Scene scene) {
        return Optional.ofNullable(place.givenRules().get(rule.arn()))
                .map(service -> service.value())
                .or(() -> Optional.ofNullable(
                        scene.ruleTags().getOrDefault(rule.arn(), Map.of()).get(OwnerTags.SERVICE)));
    }
}
