package io.ionroller.aws.cloud;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;

/** Launch templates by id. There is no action here that makes a second version, so each has its first only. */
final class Templates {

    final Table<LaunchTemplate> templates;
    final Table<LaunchTemplateVersion> versions;
    /** What was created with a client token, to answer the same again. */
    final Map<String, Created> byClientToken = new HashMap<>();

    record Created(CreateLaunchTemplateRequest request, String id) {}

    Templates(Cloud cloud) {
        this.templates = cloud.table();
        this.versions = cloud.table();
    }

    Optional<LaunchTemplate> named(String name) {
        return templates.all().stream()
                .filter(template -> template.launchTemplateName().equals(name))
                .findFirst();
    }
}
