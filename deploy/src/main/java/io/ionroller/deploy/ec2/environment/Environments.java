package io.ionroller.deploy.ec2.environment;

import io.ionroller.deploy.ec2.account.AwsFailure;
import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.gate.Readings;
import io.ionroller.deploy.ec2.gate.Seen;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.InstanceObservation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.DescribeScalingActivitiesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/** What is there of environments in one account and region. Never blocks; thread-safe. */
public final class Environments {

    private static final int ACTIVITIES = 5;

    private final AwsRegion region;
    private final Troubles troubles;
    private final Boots boots;
    private final Readings<String, AutoScalingGroup> groups;
    private final Readings<String, List<TargetHealthDescription>> targets;

    /** @param consoleInterval after which the console of an unhealthy instance that told nothing is read again */
    public Environments(AwsRegion region, Duration consoleInterval) {
        this.region = region;
        this.troubles = new Troubles(new Consoles(instance -> console(instance, Lane.OBSERVE), consoleInterval));
        this.groups = GroupReader.of(region);
        this.targets = TargetReader.of(region);
        this.boots = new Boots(region);
    }

    /** The Auto Scaling group of an environment. */
    public CompletionStage<Seen<AutoScalingGroup>> group(String name, Lane lane, Duration freshness) {
        return AwsFailure.told("DescribeAutoScalingGroups", groups.read(name, lane, freshness));
    }

    /** The targets of a target group, by its ARN; absent where there is no such group. */
    public CompletionStage<Seen<List<TargetHealthDescription>>> targets(String arn, Lane lane, Duration freshness) {
        return AwsFailure.told("DescribeTargetHealth", targets.read(arn, lane, freshness));
    }

    /** Targets were registered or deregistered. */
    public void forgetTargets(String arn) {
        targets.forget(arn);
    }

    void forget(String groupName) {
        groups.forget(groupName);
    }

    /**
     * What is there of an environment. In the lane of calm looks the group's word on health is enough where it follows the target
     * group: it knows of unhealthy targets some minutes later.
     *
     * @param made as what it was made
     */
    public CompletionStage<EnvironmentObservation> observe(Blueprint made, Lane lane, Duration freshness) {
        return group(made.names().autoScalingGroup(), lane, freshness).thenCompose(seen -> {
            AutoScalingGroup group = seen.value().orElse(null);
            if (group == null) {
                return CompletableFuture.completedStage(
                        EnvironmentObservation.absent(made.spec().id(), seen.at()));
            }
            return made.sharedTargets()
                    .map(shared -> observe(made, group, seen, shared, lane, freshness))
                    .orElseGet(() -> health(made, group, seen, lane, freshness)
                            .thenCombine(
                                    activities(group, lane),
                                    (targets, activities) -> view(made, group, seen, targets, activities)));
        });
    }

    /**
     * Of an environment whose instances have their traffic as targets of a group that is not theirs, if they have any: those that
     * have none are judged by how they booted.
     */
    private CompletionStage<EnvironmentObservation> observe(
            Blueprint made,
            AutoScalingGroup group,
            Seen<AutoScalingGroup> seen,
            SharedTargets shared,
            Lane lane,
            Duration freshness) {
        return targets(shared.arn(), lane, freshness)
                .thenCompose(targets -> boots.of(InstanceViews.inServiceIds(group), shared.grace(), lane, seen.at())
                        .thenCombine(activities(group, lane), (booted, activities) -> {
                            Instant at = targets.at().isBefore(seen.at()) ? targets.at() : seen.at();
                            SharedViews views =
                                    new SharedViews(targets.value().orElse(List.of()), booted, shared.grace(), at);
                            // What still ends its requests is not to be taken away.
                            boolean used = group.instances().stream().anyMatch(views::isTarget);
                            return view(made, group, InstanceViews.of(group, views::view, activities), at, !used);
                        }));
    }

    /** What is to be said of an environment whose parts are not all gone yet. */
    public static EnvironmentObservation ending(EnvironmentId environment, Instant at) {
        return new EnvironmentObservation(
                environment,
                0,
                List.of(new InstanceObservation("none", InstanceObservation.State.EXITED, "", "is being removed")),
                at);
    }

    /** Whether the group is being deleted: AWS tells a status then, and none before. */
    public static boolean isEnding(AutoScalingGroup group) {
        return group.status() != null && !group.status().isBlank();
    }

    private EnvironmentObservation view(
            Blueprint made,
            AutoScalingGroup group,
            Seen<AutoScalingGroup> seen,
            Optional<Seen<List<TargetHealthDescription>>> targets,
            List<Activity> activities) {
        @Nullable
        List<TargetHealthDescription> health =
                targets.map(found -> found.value().orElse(List.of())).orElse(null);
        Instant at =
                targets.map(Seen::at).filter(other -> other.isBefore(seen.at())).orElse(seen.at());
        return view(made, group, InstanceViews.of(group, health, activities), at, true);
    }

    private EnvironmentObservation view(
            Blueprint made, AutoScalingGroup group, List<InstanceObservation> views, Instant at, boolean reducible) {
        EnvironmentId environment = made.spec().id();
        return new EnvironmentObservation(
                        environment, group.desiredCapacity(), troubles.told(environment, views, at), at)
                .with(GroupDrift.of(group, made), reducible ? made.unused(group).orElse(null) : null);
    }

    /** What is not attached to its target group is in nobody's health checks, whatever the group itself says. */
    private CompletionStage<Optional<Seen<List<TargetHealthDescription>>>> health(
            Blueprint made, AutoScalingGroup group, Seen<AutoScalingGroup> seen, Lane lane, Duration freshness) {
        Optional<String> arn = GroupDrift.targetGroup(group, made.names().targetGroup());
        if (arn.isEmpty()) {
            return CompletableFuture.completedStage(Optional.of(new Seen<>(Optional.of(List.of()), seen.at())));
        }
        return lane == Lane.OBSERVE || InstanceViews.inService(group) == 0
                ? CompletableFuture.completedStage(Optional.empty())
                : targets(arn.get(), lane, freshness).thenApply(Optional::of);
    }

    /** Asked for only when instances are missing: they say why. */
    private CompletionStage<List<Activity>> activities(AutoScalingGroup group, Lane lane) {
        if (InstanceViews.present(group) >= group.desiredCapacity()) {
            return CompletableFuture.completedStage(List.of());
        }
        return region.readScaling(
                        lane,
                        "DescribeScalingActivities",
                        client -> client.describeScalingActivities(
                                request -> request.autoScalingGroupName(group.autoScalingGroupName())
                                        .maxRecords(ACTIVITIES)))
                .thenApply(DescribeScalingActivitiesResponse::activities);
    }

    /** The last lines that an instance wrote to its console; AWS keeps 64 KiB. Empty for an instance that is not there. */
    public CompletionStage<List<String>> output(String instance, int lines, Lane lane) {
        return console(instance, lane).thenApply(console -> last(console.lines().toList(), lines));
    }

    private CompletionStage<String> console(String instance, Lane lane) {
        return region.readCompute(
                        lane,
                        "GetConsoleOutput",
                        client -> client.getConsoleOutput(
                                request -> request.instanceId(instance).latest(true)))
                .thenApply(answer -> decoded(answer.output()))
                .exceptionallyCompose(
                        thrown -> AwsFailure.has(thrown, "InvalidInstanceID.NotFound", "InvalidInstanceID.Malformed")
                                ? CompletableFuture.completedStage("")
                                : CompletableFuture.failedStage(thrown));
    }

    private static String decoded(@Nullable String base64) {
        return base64 == null ? "" : new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static List<String> last(List<String> all, int lines) {
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }
}
