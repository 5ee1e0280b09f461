package io.ionroller.deploy.ec2.instances;

import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.environment.Environments;
import io.ionroller.deploy.ec2.environment.TargetReader;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.gate.Seen;
import io.ionroller.deploy.ec2.template.Installation;
import io.ionroller.deploy.ec2.template.OwnerTags;
import io.ionroller.deploy.ec2.traffic.UntilSeen;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.PlatformException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/** Reads and changes the targets of shared target groups. Never blocks; thread-safe. */
public final class TargetCalls {

    private static final Set<InstanceStateName> OVER = Set.of(
            InstanceStateName.SHUTTING_DOWN,
            InstanceStateName.TERMINATED,
            InstanceStateName.STOPPING,
            InstanceStateName.STOPPED);

    private final AwsRegion region;
    private final Environments environments;
    private final Installation installation;
    private final Map<String, Duration> delays = new ConcurrentHashMap<>();

    public TargetCalls(AwsRegion region, Environments environments, Installation installation) {
        this.region = region;
        this.environments = environments;
        this.installation = installation;
    }

    /**
     * A target group and where it stands, for one service.
     *
     * @param arn of the target group
     * @param members all environments that the service is known to have
     */
    record Place(String arn, ServiceName service, Collection<Member> members) {}

    /** What the target group has and the environments are, as old as the freshness allows. */
    CompletionStage<Picture> read(Place place, Lane lane, Duration freshness) {
        List<Member> members = List.copyOf(place.members());
        CompletionStage<Map<String, Seen<AutoScalingGroup>>> groups = CompletableFuture.completedStage(new HashMap<>());
        for (Member member : members) {
            groups = groups.thenCombine(environments.group(member.group(), lane, freshness), (all, seen) -> {
                all.put(member.group(), seen);
                return all;
            });
        }
        return groups.thenCombine(
                        environments.targets(place.arn(), lane, freshness),
                        (found, targets) -> sorted(place, members, found, targets, lane))
                .thenCompose(picture -> picture);
    }

    private CompletionStage<Picture> sorted(
            Place place,
            List<Member> members,
            Map<String, Seen<AutoScalingGroup>> found,
            Seen<List<TargetHealthDescription>> seen,
            Lane lane) {
        List<Target> targets = seen
                .value()
                .orElseThrow(() -> new PlatformException(
                        Kind.TERMINAL, "load_balancer.target_group: " + place.arn() + " is not there"))
                .stream()
                .map(Target::of)
                .toList();
        Map<String, AutoScalingGroup> groups = new HashMap<>();
        Instant at = seen.at();
        for (Map.Entry<String, Seen<AutoScalingGroup>> group : found.entrySet()) {
            group.getValue().value().ifPresent(there -> groups.put(group.getKey(), there));
            at = group.getValue().at().isBefore(at) ? group.getValue().at() : at;
        }
        Picture.Reading reading = new Picture.Reading(targets, at);
        Set<String> known = groups.values().stream()
                .flatMap(group -> Picture.ids(group).stream())
                .collect(Collectors.toSet());
        List<String> unknown = targets.stream()
                .filter(target -> !target.draining() && !known.contains(target.id()))
                .map(Target::id)
                .filter(id -> id.startsWith("i-"))
                .toList();
        Set<String> lost = members.stream()
                .filter(member -> !groups.containsKey(member.group()))
                .map(member -> member.environment().toString())
                .collect(Collectors.toSet());
        return groupless(unknown, place.service(), lost, lane)
                .thenApply(groupless -> Picture.of(reading, groups, members, groupless));
    }

    /**
     * Which of these are the service's own instances.
     *
     * @param lost environments whose group is not there
     */
    private CompletionStage<Picture.Groupless> groupless(
            List<String> ids, ServiceName service, Set<String> lost, Lane lane) {
        if (ids.isEmpty()) {
            return CompletableFuture.completedStage(Picture.Groupless.NONE);
        }
        return region.readCompute(
                        lane,
                        "DescribeInstances",
                        client -> client.describeInstances(request -> request.filters(
                                Filter.builder().name("instance-id").values(ids).build())))
                .thenApply(found -> {
                    List<Instance> own = found.reservations().stream()
                            .flatMap(reservation -> reservation.instances().stream())
                            .filter(instance -> ids.contains(instance.instanceId()))
                            .filter(instance -> isOf(service, instance))
                            .toList();
                    return new Picture.Groupless(
                            ids(own, TargetCalls::isOver),
                            ids(
                                    own,
                                    instance -> !isOver(instance)
                                            && lost.contains(tags(instance).getOrDefault(OwnerTags.ENVIRONMENT, ""))));
                });
    }

    private static boolean isOver(Instance instance) {
        return OVER.contains(instance.state().name());
    }

    private static Set<String> ids(List<Instance> instances, Predicate<Instance> which) {
        return instances.stream().filter(which).map(Instance::instanceId).collect(Collectors.toSet());
    }

    private boolean isOf(ServiceName service, Instance instance) {
        Map<String, String> tags = tags(instance);
        return installation.name().equals(tags.get(OwnerTags.INSTALLATION))
                && service.value().equals(tags.get(OwnerTags.SERVICE));
    }

    private static Map<String, String> tags(Instance instance) {
        Map<String, String> tags = new HashMap<>();
        instance.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        return tags;
    }

    /** Registers them, and reads until all show. */
    CompletionStage<Picture> register(Place place, List<TargetDescription> targets, Lane lane) {
        Set<String> ids = ids(targets);
        return region.changeBalancing(
                        lane,
                        "RegisterTargets",
                        client -> client.registerTargets(
                                request -> request.targetGroupArn(place.arn()).targets(targets)))
                .thenCompose(done -> shown(
                        place,
                        lane,
                        "RegisterTargets",
                        picture -> registered(picture).containsAll(ids)));
    }

    /** Deregisters them, and reads until none is more than draining. */
    CompletionStage<Picture> deregister(Place place, List<TargetDescription> targets, Lane lane) {
        Set<String> ids = ids(targets);
        return region.changeBalancing(
                        lane,
                        "DeregisterTargets",
                        client -> client.deregisterTargets(
                                request -> request.targetGroupArn(place.arn()).targets(targets)))
                .thenCompose(done -> shown(
                        place,
                        lane,
                        "DeregisterTargets",
                        picture -> registered(picture).stream().noneMatch(ids::contains)));
    }

    private CompletionStage<Picture> shown(Place place, Lane lane, String action, Predicate<Picture> shown) {
        environments.forgetTargets(place.arn());
        return UntilSeen.read(
                () -> read(place, lane, Duration.ZERO),
                shown,
                action + " was accepted, but " + place.arn() + " does not show the change");
    }

    private static Set<String> ids(List<TargetDescription> targets) {
        return targets.stream().map(TargetDescription::id).collect(Collectors.toSet());
    }

    /** All of the service that are not draining. */
    private static Set<String> registered(Picture picture) {
        List<Target> all = new ArrayList<>(picture.strays());
        picture.sides().values().forEach(side -> {
            all.addAll(side.in());
            all.addAll(side.ended());
        });
        return all.stream().map(Target::id).collect(Collectors.toSet());
    }

    /** How long targets of the group drain: read once, as it is the group's own. */
    CompletionStage<Duration> drainDelay(String arn, Lane lane) {
        Duration known = delays.get(arn);
        return known != null
                ? CompletableFuture.completedStage(known)
                : TargetReader.deregistrationDelay(region, arn, lane).thenApply(delay -> {
                    delays.put(arn, delay);
                    return delay;
                });
    }

    /** The same as far as it was read; AWS's longest otherwise. */
    Duration knownDrainDelay(String arn) {
        return delays.getOrDefault(arn, Duration.ofHours(1));
    }
}
