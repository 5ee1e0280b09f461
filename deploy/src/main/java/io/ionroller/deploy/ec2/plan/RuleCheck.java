package io.ionroller.deploy.ec2.plan;

import io.ionroller.deploy.ec2.account.AwsFailure;
import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.account.Pages;
import io.ionroller.deploy.ec2.account.Pages.Page;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.settings.LoadBalancer;
import io.ionroller.deploy.ec2.traffic.RulePicture;
import io.ionroller.engine.platform.PlanAspect;
import io.ionroller.engine.platform.PlatformPlan;
import io.ionroller.engine.platform.PlatformPlan.Calls;
import io.ionroller.engine.platform.PlatformPlan.Change;
import io.ionroller.engine.platform.PlatformPlan.Problem;
import io.ionroller.engine.platform.PlatformPlan.Verb;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;

/** Whether the balancer and its rule can take the new environment, and whether the rule does what is intended. */
final class RuleCheck implements EntranceCheck {

    private final Subject subject;
    private final AwsRegion region;
    private final LoadBalancer.RulePlace place;
    private final String field;
    private final NetworkCheck network;
    private final CompletionStage<RulePicture> rule;

    RuleCheck(Subject subject, LoadBalancer.RulePlace place, NetworkCheck network) {
        this.subject = subject;
        this.region = subject.region();
        this.place = place;
        this.field = place instanceof LoadBalancer.OwnRule ? "load_balancer.listener" : "load_balancer.rule";
        this.network = network;
        this.rule = subject.pictures().rule().get();
    }

    @Override
    public CompletionStage<Part> check() {
        return Part.all(List.of(
                Part.orUnknown(field, "the balancer", balancer()),
                rule.thenApply(this::judged).exceptionally(thrown -> Part.ofNeeded(field, thrown))));
    }

    @Override
    public CompletionStage<Part> room(QuotaCheck quotas) {
        return Part.all(
                List.of(quotas.targetGroups(), Part.orUnknown("load_balancer", "the quota of rules", rules(quotas))));
    }

    /** Counted only where a rule is to be made: it takes a call per listener. */
    private CompletionStage<Part> rules(QuotaCheck quotas) {
        if (!(place instanceof LoadBalancer.OwnRule)) {
            return CompletableFuture.completedStage(Part.NONE);
        }
        return rule.exceptionally(told -> null)
                .thenCompose(found -> found == null || found.arn().isPresent()
                        ? CompletableFuture.completedStage(Part.NONE)
                        : listeners().thenCompose(quotas::rules));
    }

    @Override
    public CompletionStage<Calls> calls() {
        return rule.handle((found, thrown) -> {
            boolean there = found != null && found.arn().isPresent();
            int rules = subject.settings().traffic().balancer().test().isPresent() ? 2 : 1;
            return new Calls(
                    Map.of("DescribeRules", there ? rules : 2 * rules, there ? "ModifyRule" : "CreateRule", rules),
                    Map.of("DescribeRules", 2, "ModifyRule", 1),
                    Map.of(),
                    Map.of("DescribeRules", rules, "ModifyRule", 1));
        });
    }

    /** Listeners of the same balancer; none when it is not there. */
    private CompletionStage<List<Listener>> listeners() {
        return listener()
                .thenCompose(found ->
                        found.map(this::siblings).orElseGet(() -> CompletableFuture.completedStage(List.of())));
    }

    private CompletionStage<List<Listener>> siblings(Listener one) {
        return Pages.all(
                "DescribeListeners",
                token -> region.readBalancing(
                                Lane.CREATE,
                                "DescribeListeners",
                                client -> client.describeListeners(
                                        request -> request.loadBalancerArn(one.loadBalancerArn())
                                                .marker(token)))
                        .thenApply(page -> new Page<>(page.listeners(), page.nextMarker())));
    }

    private CompletionStage<Optional<Listener>> listener() {
        return region.readBalancing(
                        Lane.CREATE,
                        "DescribeListeners",
                        client -> client.describeListeners(
                                request -> request.listenerArns(place.listener().toString())))
                .thenApply(found -> found.listeners().stream().findFirst())
                .exceptionallyCompose(thrown -> AwsFailure.has(thrown, "ListenerNotFound")
                        ? CompletableFuture.completedStage(Optional.empty())
                        : CompletableFuture.failedStage(thrown));
    }

    private CompletionStage<Part> balancer() {
        return listener()
                .thenCompose(found -> found.map(this::reaches)
                        .orElseGet(() -> CompletableFuture.completedStage(
                                Part.blocking(field, place.listener() + " is not there", "a listener that is there"))));
    }

    private CompletionStage<Part> reaches(Listener listener) {
        return network.reachedBy(listener.loadBalancerArn(), "it takes no target group of another one");
    }

    private Part judged(RulePicture found) {
        Part part = Part.fact(PlanAspect.TRAFFIC, found.groups().toString() + found.replaced());
        if (found.foreign().isPresent()) {
            part = part.and(
                    Part.blocking(field, found.foreign().get(), "a rule of this service, or other hosts and paths"));
        }
        return part.and(change(found))
                .and(room(found))
                .and(drift(found))
                .and(replaced(found))
                .and(tests(found));
    }

    private Part change(RulePicture found) {
        String group = subject.names().targetGroup();
        if (found.arn().isEmpty()) {
            return place instanceof LoadBalancer.OwnRule own
                    ? Part.change(new Change(
                            Verb.CREATE,
                            "listener rule",
                            "of " + tail(own.listener().toString()),
                            conditions(own) + ", to " + group + " at weight 0"))
                    : Part.blocking(field, "the rule is not there", "a rule that is there");
        }
        String now =
                found.groups().isEmpty() ? "no target group" : found.groups().toString();
        return Part.change(new Change(
                Verb.CHANGE,
                "listener rule",
                tail(found.arn().get()),
                "now " + now + "; " + group + " at weight 0 added"));
    }

    /** What is wrong with the rule for test requests never keeps a release from going on. */
    private Part tests(RulePicture found) {
        return subject.settings()
                .traffic()
                .balancer()
                .test()
                .map(test -> found.tests()
                        .map(why -> Part.warning(
                                "load_balancer.test",
                                "test requests would not go to the new environment: " + why,
                                "a rule of this service, with its own target groups"))
                        .orElseGet(() -> Part.change(new Change(
                                Verb.CHANGE,
                                "test rule",
                                "of " + tail(place.listener().toString()),
                                "test requests go to " + subject.names().targetGroup()))))
                .orElse(Part.NONE);
    }

    private static String conditions(LoadBalancer.OwnRule own) {
        return "for" + (own.hosts().isEmpty() ? "" : " hosts " + String.join(", ", own.hosts()))
                + (own.paths().isEmpty() ? "" : " paths " + String.join(", ", own.paths()));
    }

    private static String tail(String arn) {
        return arn.substring(arn.indexOf('/') + 1);
    }

    private Part room(RulePicture found) {
        boolean attached = found.groups().containsKey(subject.names().targetGroup());
        int after = found.groups().size() + (attached ? 0 : 1);
        return after <= RulePicture.MOST_GROUPS
                ? Part.NONE
                : Part.blocking(
                        field,
                        "it has " + found.groups().size() + " target groups, one more would be " + after,
                        "at most " + RulePicture.MOST_GROUPS + "; drop an unused environment first");
    }

    /** A rule that sends nothing anywhere is set right by the first change; one that is gone has lost its environments. */
    private Part drift(RulePicture found) {
        boolean gone = found.arn().isEmpty() && !subject.traffic().weights().isEmpty();
        if (!gone && found.idle()) {
            return Part.NONE;
        }
        return Part.of(PlatformPlan.drift(subject.traffic(), found.shares()).stream()
                .map(problem -> new Problem(problem.severity(), "platform." + field, problem.what(), problem.wanted()))
                .toList());
    }

    /** What is not ours and will get nothing any more. */
    private Part replaced(RulePicture found) {
        Set<String> ours = subject.traffic().environments().stream()
                .map(environment -> subject.names(environment.id()).targetGroup())
                .collect(Collectors.toSet());
        Map<String, Integer> others = new TreeMap<>(found.groups());
        others.keySet().removeAll(ours);
        Part part = Part.NONE;
        if (!others.isEmpty()) {
            part = Part.note("The rule also forwards to target groups that are not of this service, with weights "
                    + others + "; the first change of traffic sets them to 0.");
        }
        if (!found.replaced().isEmpty()) {
            part = part.and(Part.note("The rule's present action (" + String.join(", ", found.replaced())
                    + ") is replaced as soon as the environment's target group is attached."));
        }
        return part;
    }
}
