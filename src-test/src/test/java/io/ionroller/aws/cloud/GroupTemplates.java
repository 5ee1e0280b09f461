package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;

/**
 * Which launch templates Auto Scaling takes: "valid fully-formed" ones, whose parts all exist.
 *
 * <p>Source: "Troubleshoot Auto Scaling: launch templates" of the user guide.
 */
final class GroupTemplates {

    private GroupTemplates() {}

    static LaunchTemplateSpecification checked(Call call, @Nullable LaunchTemplateSpecification wanted) {
        if (wanted == null) {
            throw new Refusal(
                    "ValidationError",
                    "Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or "
                            + "MixedInstancesPolicy parameter.");
        }
        Templates templates = call.region().templates();
        Optional<LaunchTemplate> template = wanted.launchTemplateId() == null
                ? templates.named(String.valueOf(wanted.launchTemplateName()))
                : templates.templates.get(wanted.launchTemplateId());
        LaunchTemplate known = template.orElseThrow(() -> malformed("The specified launch template, "
                + Objects.requireNonNullElse(wanted.launchTemplateId(), wanted.launchTemplateName())
                + ", does not exist."));
        String version = Objects.requireNonNullElse(wanted.version(), "$Default");
        if (!List.of("1", "$Default", "$Latest").contains(version)) {
            throw malformed("Could not find the specified version " + version);
        }
        checkParts(
                call,
                templates.versions.get(known.launchTemplateId()).orElseThrow().launchTemplateData());
        return LaunchTemplateSpecification.builder()
                .launchTemplateId(known.launchTemplateId())
                .launchTemplateName(known.launchTemplateName())
                .version(version)
                .build();
    }

    private static Refusal malformed(String why) {
        return new Refusal("ValidationError", "You must use a valid fully-formed launch template. " + why);
    }

    private static void checkParts(Call call, ResponseLaunchTemplateData data) {
        Network network = call.region().network();
        if (network.images.get(String.valueOf(data.imageId())).isEmpty()) {
            throw malformed("The image id '[" + data.imageId() + "]' does not exist");
        }
        if (!InstanceTypes.exists(String.valueOf(data.instanceTypeAsString()))) {
            throw malformed("The instance type '" + data.instanceTypeAsString() + "' is not supported");
        }
        for (String group : securityGroups(data)) {
            if (network.securityGroups.get(group).isEmpty()) {
                throw malformed("The security group '" + group + "' does not exist");
            }
        }
        if (data.keyName() != null && network.keyPairs.get(data.keyName()).isEmpty()) {
            throw malformed("The key pair '" + data.keyName() + "' does not exist");
        }
        if (data.iamInstanceProfile() != null && profile(call, data).isEmpty()) {
            throw malformed("Value (" + data.iamInstanceProfile() + ") for parameter iamInstanceProfile is invalid.");
        }
    }

    static List<String> securityGroups(ResponseLaunchTemplateData data) {
        List<String> groups = new ArrayList<>(data.securityGroupIds());
        data.networkInterfaces().forEach(card -> groups.addAll(card.groups()));
        return groups;
    }

    private static Optional<?> profile(Call call, ResponseLaunchTemplateData data) {
        String arn = data.iamInstanceProfile().arn();
        String name = arn == null ? data.iamInstanceProfile().name() : arn.substring(arn.lastIndexOf('/') + 1);
        return call.account().identities().profiles.get(String.valueOf(name));
    }
}
