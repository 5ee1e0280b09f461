package io.ionroller.deploy.ec2.plan;

import io.ionroller.deploy.ec2.account.AwsFailure;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.instances.Picture;
import io.ionroller.deploy.ec2.settings.Capacity;
import io.ionroller.deploy.ec2.settings.SharedTargetGroup;
import io.ionroller.engine.model.Durations;
import io.ionroller.engine.platform.PlanAspect;
import io.ionroller.engine.platform.PlatformPlan.Calls;
import io.ionroller.engine.platform.PlatformPlan.Change;
import io.ionroller.engine.platform.PlatformPlan.Verb;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Whether the target group that somebody else made can take the instances, and whether it has only what is intended. */
final class SharedGroupCheck implements EntranceCheck {

    private static final String FIELD = "load_balancer.target_group";

    /** The protocols that reach a container's port by TCP. */
    private static final Set<String> PROTOCOLS = Set.of("HTTP", "HTTPS", "TCP", "TLS");

    private final Subject subject;
    private final SharedTargetGroup shared;
    private final NetworkCheck network;

    SharedGroupCheck(Subject subject, SharedTargetGroup shared, NetworkCheck network) {
        this.subject = subject;
        this.shared = shared;
        this.network = network;
    }

    @Override
    public CompletionStage<Part> check() {
        return Part.all(List.of(
                        Part.orUnknown(FIELD, "the target group", group()),
                        subject.pictures()
                                .targets()
                                .get()
                                .thenApply(this::judged)
                                .exceptionally(thrown -> Part.ofNeeded(FIELD, thrown))))
                .thenApply(part -> part.and(notes()));
    }

    private CompletionStage<Part> group() {
        return subject.region()
                .readBalancing(
                        Lane.CREATE,
                        "DescribeTargetGroups",
                        client -> client.describeTargetGroups(
                                request -> request.targetGroupArns(shared.arn().toString())))
                .thenCompose(found -> suited(found.targetGroups().getFirst()))
                .exceptionallyCompose(thrown -> AwsFailure.has(thrown, "TargetGroupNotFound")
                        ? CompletableFuture.completedStage(
                                Part.blocking(FIELD, shared.arn() + " is not there", "a target group that is there"))
                        : CompletableFuture.failedStage(thrown));
    }

    private CompletionStage<Part> suited(TargetGroup group) {
        Part part = Part.NONE;
        String vpc = subject.settings().network().vpc();
        if (group.targetType() != TargetTypeEnum.INSTANCE) {
            part = part.and(Part.blocking(
                    FIELD,
                    "its targets are of the type " + group.targetTypeAsString(),
                    "a target group for targets of the type instance"));
        }
        if (!PROTOCOLS.contains(group.protocolAsString())) {
            part = part.and(Part.blocking(
                    FIELD,
                    "it speaks " + group.protocolAsString(),
                    "a target group with HTTP, HTTPS, TCP or TLS, which reaches the traffic port"));
        }
        if (!vpc.equals(group.vpcId())) {
            part = part.and(Part.blocking(
                    "vpc", "the target group is in " + group.vpcId() + ", not in " + vpc, "the target group's VPC"));
        }
        int port = subject.settings().container().trafficPort();
        if (group.port() != null && group.port() != port) {
            part = part.and(Part.note("Instances are registered with port " + port + ", their traffic port, instead of "
                    + group.port() + ", which is the target group's."));
        }
        Part sum = part;
        return group.loadBalancerArns().isEmpty()
                ? CompletableFuture.completedStage(sum.and(Part.blocking(
                        FIELD,
                        "no balancer uses it, so no target of it ever becomes healthy",
                        "a target group that a listener or a rule forwards to")))
                : network.reachedBy(group.loadBalancerArns().getFirst(), "it reaches no instance elsewhere")
                        .exceptionally(thrown -> Part.unknown(FIELD, "the balancer", thrown))
                        .thenApply(sum::and);
    }

    private Part judged(Picture picture) {
        Part part = Part.fact(PlanAspect.TRAFFIC, picture.counts() + " [" + picture.foreignIds() + "]")
                .and(Part.change(new Change(
                        Verb.CHANGE,
                        "target group",
                        shared.arn().resource().split("/")[1],
                        "now " + (picture.counts().isEmpty() ? "none of the service's instances" : picture.counts())
                                + "; instances of " + subject.spec().id() + " go in one by one")));
        return picture.foreignIds().isEmpty()
                ? part
                : part.and(Part.warning(
                        FIELD,
                        "it has targets that are not instances of this service: " + picture.foreignIds(),
                        "them taken out; they are left alone, and the rollout holds because of them"));
    }

    private Part notes() {
        Part notes = Part.note(
                        "Traffic moves instance by instance: one in, until the target group finds it healthy, then"
                                + " one out. A weight is that share of an environment's instances, rounded up.")
                .and(Part.note("A rollback is not one call: all instances of the destination are registered with one,"
                        + " and when the target group has found them healthy, all others are deregistered with"
                        + " another."))
                .and(Part.note("Health check, deregistration delay and stickiness are the target group's own;"
                        + " health_check has no effect."));
        return shared.stepDelay().isZero()
                ? notes
                : notes.and(Part.note("Between steps of a shift " + Durations.format(shared.stepDelay())
                        + " pass, in a rollback none."));
    }

    /** There is none of its own. */
    @Override
    public CompletionStage<Part> room(QuotaCheck quotas) {
        return CompletableFuture.completedStage(Part.NONE);
    }

    @Override
    public CompletionStage<Calls> calls() {
        return subject.pictures()
                .targets()
                .get()
                .thenApply(picture -> calls(picture.instancesIn()))
                .exceptionally(untold -> calls(0));
    }

    /** Each instance that goes in or out is read before and after. */
    private Calls calls(int out) {
        int in = switch (subject.settings().capacity()) {
            case Capacity.Fixed fixed -> fixed.desired();
            case Capacity.MatchCurrent match -> Math.max(1, out);
        };
        return new Calls(
                Map.of(),
                Map.of(),
                Map.of(
                        "RegisterTargets",
                        in,
                        "DeregisterTargets",
                        out,
                        "DescribeTargetHealth",
                        2 * (in + out),
                        "DescribeAutoScalingGroups",
                        2 * (in + out)),
                Map.of("DescribeTargetHealth", 1, "DescribeAutoScalingGroups", 1));
    }
}
