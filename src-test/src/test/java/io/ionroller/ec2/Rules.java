package io.ionroller.ec2;

import io.ionroller.aws.AwsEndpoint;
import io.ionroller.aws.cloud.Inventory;
import java.util.Map;

/** Finds resources of the endpoint by the tags that the driver gives them. */
record Rules(AwsEndpoint aws) {

    String targetGroup(String environment) {
        return find("target-group", Map.of("ionroller:environment", environment));
    }

    String ruleOf(String service) {
        return find("rule", Map.of("ionroller:service", service));
    }

    /** An Auto Scaling group goes by its name. */
    String group(String environment) {
        String arn = find("auto-scaling-group", Map.of("ionroller:environment", environment));
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private String find(String type, Map<String, String> tags) {
        return aws.resources().stream()
                .filter(resource -> resource.kind().equals(type))
                .filter(resource -> resource.tags().entrySet().containsAll(tags.entrySet()))
                .map(Inventory.Resource::id)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type + " with " + tags + " in " + aws.resources()));
    }
}
