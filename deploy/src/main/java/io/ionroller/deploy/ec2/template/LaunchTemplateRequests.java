package io.ionroller.deploy.ec2.template;

import io.ionroller.deploy.ec2.settings.Ec2Settings;
import io.ionroller.deploy.ec2.settings.Machine;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateHttpTokensState;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateIamInstanceProfileSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceMetadataEndpointState;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceMetadataOptionsRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceMetadataTagsState;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateTagSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** The request that makes an environment's launch template. */
final class LaunchTemplateRequests {

    /** A container behind Docker's bridge is one hop further away from the metadata service than its instance. */
    private static final int HOPS = 2;

    private LaunchTemplateRequests() {}

    static CreateLaunchTemplateRequest create(EnvironmentRequests requests) {
        OwnerTags owner = requests.tags();
        return CreateLaunchTemplateRequest.builder()
                .launchTemplateName(requests.names().launchTemplate())
                .clientToken(owner.installation().clientToken(owner.effect()))
                .versionDescription("environment " + requests.spec().id() + ", version "
                        + requests.spec().version())
                .tagSpecifications(TagSpecification.builder()
                        .resourceType(ResourceType.LAUNCH_TEMPLATE)
                        .tags(tags(requests))
                        .build())
                .launchTemplateData(data(requests))
                .build();
    }

    private static RequestLaunchTemplateData data(EnvironmentRequests requests) {
        Ec2Settings settings = requests.settings();
        Machine machine = settings.machine();
        RequestLaunchTemplateData.Builder data = RequestLaunchTemplateData.builder()
                .imageId(requests.ami())
                .instanceType(machine.instanceTypes().getFirst())
                .metadataOptions(LaunchTemplateInstanceMetadataOptionsRequest.builder()
                        .httpEndpoint(LaunchTemplateInstanceMetadataEndpointState.ENABLED)
                        .httpTokens(LaunchTemplateHttpTokensState.REQUIRED)
                        .httpPutResponseHopLimit(HOPS)
                        .instanceMetadataTags(LaunchTemplateInstanceMetadataTagsState.DISABLED)
                        .build())
                .monitoring(monitoring -> monitoring.enabled(machine.detailedMonitoring()))
                .userData(UserData.render(
                                requests.spec().id(), requests.spec().version(), settings.container(), requests.image())
                        .base64())
                .tagSpecifications(Stream.of(ResourceType.INSTANCE, ResourceType.VOLUME)
                        .map(type -> LaunchTemplateTagSpecificationRequest.builder()
                                .resourceType(type)
                                .tags(tags(requests))
                                .build())
                        .toList());
        if (!settings.network().securityGroups().isEmpty()) {
            data.securityGroupIds(settings.network().securityGroups());
        }
        machine.keyName().ifPresent(data::keyName);
        machine.instanceProfile().map(LaunchTemplateRequests::profile).ifPresent(data::iamInstanceProfile);
        return data.build();
    }

    private static LaunchTemplateIamInstanceProfileSpecificationRequest profile(String nameOrArn) {
        var profile = LaunchTemplateIamInstanceProfileSpecificationRequest.builder();
        return (nameOrArn.startsWith("arn:") ? profile.arn(nameOrArn) : profile.name(nameOrArn)).build();
    }

    private static List<Tag> tags(EnvironmentRequests requests) {
        return requests.allTags().entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
