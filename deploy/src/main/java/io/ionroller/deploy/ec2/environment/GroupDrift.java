package io.ionroller.deploy.ec2.environment;

import io.ionroller.deploy.ec2.settings.Capacity;
import io.ionroller.deploy.ec2.template.LaunchedTemplate;
import io.ionroller.engine.platform.EnvironmentDrift;
import io.ionroller.engine.platform.EnvironmentPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;

/** What of a group is not as it was made. All of it is in the answer that tells of its instances, so that it costs no call. */
final class GroupDrift {

    private GroupDrift() {}

    static List<EnvironmentDrift> of(AutoScalingGroup group, Blueprint made) {
        if (Environments.isEnding(group)) {
            return List.of();
        }
        return Stream.of(capacity(group, made), machine(group, made), entrance(group, made), owner(group, made))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Bounds that are wider, and scaling between them, are nobody's harm. */
    private static Optional<EnvironmentDrift> capacity(AutoScalingGroup group, Blueprint made) {
        return made.capacity(group).filter(wanted -> lacks(group, wanted)).map(wanted -> {
            boolean below = group.desiredCapacity() < wanted.min();
            String now = group.minSize() + " to " + group.maxSize() + " instances"
                    + (below ? ", of which " + group.desiredCapacity() + " are wanted" : "");
            return new EnvironmentDrift(
                    EnvironmentPart.CAPACITY, wanted.min() + " to " + wanted.max() + " instances", now, true);
        });
    }

    /** Whether it has, or may have, fewer instances than it was made to have. */
    static boolean lacks(AutoScalingGroup group, Capacity.Fixed made) {
        return group.minSize() < made.min() || group.maxSize() < made.desired() || group.desiredCapacity() < made.min();
    }

    private static Optional<EnvironmentDrift> machine(AutoScalingGroup group, Blueprint made) {
        String was = written(made.names().launchTemplate(), LaunchedTemplate.ONLY_VERSION);
        String now = template(group)
                .map(found -> written(
                        found.launchTemplateName() == null ? found.launchTemplateId() : found.launchTemplateName(),
                        found.version() == null ? "$Default" : found.version()))
                .orElse("no launch template");
        return was.equals(now)
                ? Optional.empty()
                : Optional.of(new EnvironmentDrift(EnvironmentPart.MACHINE, was, now, true));
    }

    private static String written(String template, String version) {
        return "launch template " + template + " version " + version;
    }

    private static Optional<LaunchTemplateSpecification> template(AutoScalingGroup group) {
        return group.mixedInstancesPolicy() == null
                ? Optional.ofNullable(group.launchTemplate())
                : Optional.of(group.mixedInstancesPolicy().launchTemplate().launchTemplateSpecification());
    }

    private static Optional<EnvironmentDrift> entrance(AutoScalingGroup group, Blueprint made) {
        List<String> attached = attached(group).toList();
        String now = attached.isEmpty() ? "attached to no target group" : "attached to " + String.join(", ", attached);
        if (made.sharedTargets().isPresent()) {
            // To detach it would drain all of its instances at once.
            return attached.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new EnvironmentDrift(EnvironmentPart.ENTRANCE, "attached to no target group", now, false));
        }
        String name = made.names().targetGroup();
        return targetGroup(group, name).isPresent()
                ? Optional.empty()
                : Optional.of(
                        new EnvironmentDrift(EnvironmentPart.ENTRANCE, "attached to target group " + name, now, true));
    }

    /** The ARN of the group's own target group, if it is attached to that. */
    static Optional<String> targetGroup(AutoScalingGroup group, String name) {
        return attached(group)
                .filter(arn -> arn.contains(":targetgroup/" + name + "/"))
                .findFirst();
    }

    private static Stream<String> attached(AutoScalingGroup group) {
        return Stream.concat(
                        group.targetGroupARNs().stream(),
                        group.trafficSources().stream().map(source -> source.identifier()))
                .distinct();
    }

    /** Not to be restored: what does not say that it is ours is not ours to change. */
    private static Optional<EnvironmentDrift> owner(AutoScalingGroup group, Blueprint made) {
        Map<String, String> tags = Blueprint.tags(group);
        Map<String, String> wrong = new TreeMap<>(made.ownerTags());
        wrong.entrySet().removeIf(tag -> tag.getValue().equals(tags.get(tag.getKey())));
        if (wrong.isEmpty()) {
            return Optional.empty();
        }
        List<String> was = new ArrayList<>();
        List<String> now = new ArrayList<>();
        wrong.forEach((key, value) -> {
            was.add(key + "=" + value);
            now.add(tags.containsKey(key) ? key + "=" + tags.get(key) : "without " + key);
        });
        return Optional.of(
                new EnvironmentDrift(EnvironmentPart.OWNER, String.join(", ", was), String.join(", ", now), false));
    }
}
