package io.ionroller.deploy.ec2.environment;

import io.ionroller.deploy.ec2.account.AwsFailure;
import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.gate.Readings;
import io.ionroller.deploy.ec2.gate.Seen;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.InstanceObservation;
import io.ionroller.engine.platform.PlatformException;
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
     * What is there of an environment.
     *
     * @param byGroupOnly whether the group's word on health is enough: it knows of unhealthy targets some minutes later
     */
    public CompletionStage<EnvironmentObservation> observe(
            EnvironmentId environment, String groupName, Lane lane, Duration freshness, boolean byGroupOnly) {
        return group(groupName, lane, freshness).thenCompose(seen -> {
            AutoScalingGroup group = seen.value().orElse(null);
            if (group == null) {
                return CompletableFuture.completedStage(EnvironmentObservation.absent(environment, seen.at()));
            }
            CompletionStage<Optional<Seen<List<TargetHealthDescription>>>> health =
                    byGroupOnly || InstanceViews.inService(group) == 0
                            ? CompletableFuture.completedStage(Optional.empty())
                            : health(group, lane, freshness);
            return health.thenCombine(
                    activities(group, lane),
                    (targets, activities) -> view(environment, group, seen, targets, activities));
        });
    }

    /**
     * What is there of an environment whose instances have their traffic as targets of a group that is not theirs, if they have any:
     * those that have none are judged by how they booted.
     */
    public CompletionStage<EnvironmentObservation> observe(
            EnvironmentId environment, String groupName, SharedTargets shared, Lane lane, Duration freshness) {
        return group(groupName, lane, freshness).thenCompose(seen -> {
            AutoScalingGroup group = seen.value().orElse(null);
            if (group == null) {
                return CompletableFuture.completedStage(EnvironmentObservation.absent(environment, seen.at()));
            }
            return targets(shared.arn(), lane, freshness)
                    .thenCompose(targets -> boots.of(InstanceViews.inServiceIds(group), shared.grace(), lane, seen.at())
                            .thenCombine(activities(group, lane), (booted, activities) -> {
                                Instant at = targets.at().isBefore(seen.at()) ? targets.at() : seen.at();
                                SharedViews views =
                                        new SharedViews(targets.value().orElse(List.of()), booted, shared.grace(), at);
                                return new EnvironmentObservation(
                                        environment,
                                        group.desiredCapacity(),
                                        troubles.told(
                                                environment, InstanceViews.of(group, views::view, activities), at),
                                        at);
                            }));
        });
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
            EnvironmentId environment,
            AutoScalingGroup group,
            Seen<AutoScalingGroup> seen,
            Optional<Seen<List<TargetHealthDescription>>> targets,
            List<Activity> activities) {
        @Nullable
        List<TargetHealthDescription> health =
                targets.map(found -> found.value().orElse(List.of())).orElse(null);
        Instant at =
                targets.map(Seen::at).filter(other -> other.isBefore(seen.at())).orElse(seen.at());
        return new EnvironmentObservation(
                environment,
                group.desiredCapacity(),
                troubles.told(environment, InstanceViews.of(group, health, activities), at),
                at);
    }

    private CompletionStage<Optional<Seen<List<TargetHealthDescription>>>> health(
            AutoScalingGroup group, Lane lane, Duration freshness) {
        return targetGroup(group)
                .map(arn -> targets(arn, lane, freshness).thenApply(Optional::of))
                .orElseGet(() -> CompletableFuture.failedStage(new PlatformException(
                        PlatformException.Kind.TERMINAL,
                        group.autoScalingGroupName() + " is attached to no target group any more")));
    }

    private static Optional<String> targetGroup(AutoScalingGroup group) {
        return group.targetGroupARNs().stream()
                .findFirst()
                .or(() -> group.trafficSources().stream()
                        .map(source -> source.identifier())
                        .findFirst());
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
