package io.ionroller.deploy.ec2.template;

import io.ionroller.deploy.ec2.settings.Capacity;
import io.ionroller.deploy.ec2.settings.Ec2Settings;
import io.ionroller.deploy.ec2.settings.Readiness;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.autoscaling.model.CreateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateOverrides;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.autoscaling.model.MixedInstancesPolicy;
import software.amazon.awssdk.services.autoscaling.model.Tag;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupRequest;

/** The request that makes an environment's Auto Scaling group, without what depends on how it gets its traffic. */
final class AutoScalingGroupRequests {

    private AutoScalingGroupRequests() {}

    static CreateAutoScalingGroupRequest create(
            EnvironmentRequests requests, LaunchedTemplate template, Capacity.Fixed capacity) {
        Readiness readiness = requests.settings().readiness();
        CreateAutoScalingGroupRequest.Builder request = CreateAutoScalingGroupRequest.builder()
                .autoScalingGroupName(requests.names().autoScalingGroup())
                .minSize(capacity.min())
                .desiredCapacity(capacity.desired())
                .maxSize(capacity.max())
                .vpcZoneIdentifier(
                        String.join(",", requests.settings().network().subnets()))
                .healthCheckGracePeriod((int) readiness.healthGrace().toSeconds())
                .defaultInstanceWarmup((int) readiness.instanceWarmup().toSeconds())
                .tags(tags(requests, capacity));
        LaunchTemplateSpecification specification = LaunchTemplateSpecification.builder()
                .launchTemplateId(template.id())
                .version(Long.toString(template.version()))
                .build();
        List<String> types = requests.settings().machine().instanceTypes();
        return (types.size() == 1
                        ? request.launchTemplate(specification)
                        : request.mixedInstancesPolicy(mixed(specification, types)))
                .build();
    }

    private static MixedInstancesPolicy mixed(LaunchTemplateSpecification specification, List<String> types) {
        return MixedInstancesPolicy.builder()
                .launchTemplate(template -> template.launchTemplateSpecification(specification)
                        .overrides(types.stream()
                                .map(type -> LaunchTemplateOverrides.builder()
                                        .instanceType(type)
                                        .build())
                                .toList()))
                // In the order of the list, and no Spot instances.
                .instancesDistribution(distribution ->
                        distribution.onDemandAllocationStrategy("prioritized").onDemandPercentageAboveBaseCapacity(100))
                .build();
    }

    private static List<Tag> tags(EnvironmentRequests requests, Capacity.Fixed capacity) {
        List<Tag> tags = new ArrayList<>();
        requests.allTags().forEach((key, value) -> tags.add(tag(requests, key, value, true)));
        tags.add(tag(requests, CapacityTag.KEY, CapacityTag.value(capacity), false));
        return tags;
    }

    private static Tag tag(EnvironmentRequests requests, String key, String value, boolean ofInstancesToo) {
        return Tag.builder()
                .resourceType("auto-scaling-group")
                .resourceId(requests.names().autoScalingGroup())
                .key(key)
                .value(value)
                .propagateAtLaunch(ofInstancesToo)
                .build();
    }

    /** Gives a group its template back, by the name that the template has. */
    static void template(ResourceNames names, Ec2Settings settings, UpdateAutoScalingGroupRequest.Builder update) {
        LaunchTemplateSpecification specification = LaunchTemplateSpecification.builder()
                .launchTemplateName(names.launchTemplate())
                .version(LaunchedTemplate.ONLY_VERSION)
                .build();
        List<String> types = settings.machine().instanceTypes();
        if (types.size() == 1) {
            update.launchTemplate(specification);
        } else {
            update.mixedInstancesPolicy(mixed(specification, types));
        }
    }
}
