package io.ionroller.deploy.ec2.environment;

import io.ionroller.deploy.ec2.settings.Capacity;
import io.ionroller.deploy.ec2.settings.Ec2Settings;
import io.ionroller.deploy.ec2.settings.Keep;
import io.ionroller.deploy.ec2.template.CapacityTag;
import io.ionroller.deploy.ec2.template.Installation;
import io.ionroller.deploy.ec2.template.OwnerTags;
import io.ionroller.deploy.ec2.template.ResourceNames;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.UnusedCapacity;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;

/** As what an environment was made, by its settings and by what its Auto Scaling group was marked with then. */
public record Blueprint(EnvironmentSpec spec, Ec2Settings settings, ResourceNames names, Installation installation) {

    /** How many instances it was made with; empty for a group of an earlier version whose settings do not say. */
    Optional<Capacity.Fixed> capacity(AutoScalingGroup group) {
        return CapacityTag.read(tags(group))
                .or(() -> settings.capacity() instanceof Capacity.Fixed fixed ? Optional.of(fixed) : Optional.empty());
    }

    /** What it keeps while it is unused; empty when that is everything. */
    Optional<UnusedCapacity> unused(AutoScalingGroup group) {
        return switch (settings.keep()) {
            case Keep.WholeCapacity whole -> Optional.empty();
            case Keep.ScaledDown(int min) ->
                capacity(group)
                        .filter(made -> min < made.desired())
                        .map(made -> new UnusedCapacity(min, made.desired()));
        };
    }

    /** The instances' targets, where they are in a group that the service's environments share. */
    Optional<SharedTargets> sharedTargets() {
        return settings.traffic()
                .sharedTargetGroup()
                .map(shared -> new SharedTargets(
                        shared.arn().toString(), settings.readiness().healthGrace()));
    }

    /** The tags by which the group says whose it is, whatever effect made it. */
    Map<String, String> ownerTags() {
        return OwnerTags.identity(installation, spec.id(), spec.version());
    }

    static Map<String, String> tags(AutoScalingGroup group) {
        Map<String, String> tags = new TreeMap<>();
        for (TagDescription tag : group.tags()) {
            tags.put(tag.key(), tag.value());
        }
        return tags;
    }
}
