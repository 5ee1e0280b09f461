package io.ionroller.ec2;

import io.ionroller.aws.AwsEndpoint;
import io.ionroller.aws.cloud.Inventory;
import java.util.Map;
import java.util.stream.Stream;

/** Finds resources of the endpoint by the tags that the driver gives them. */
record Rules(AwsEndpoint aws) {

    String targetGroup(String environment) {
        return find("target-group", Map.of("ionroller:environment", environment));
    }

    String loadBalancer(String environment) {
        return find("load-balancer", Map.of("ionroller:environment", environment));
    }

    /** The rule of a service's traffic. */
    String ruleOf(String service) {
        return found("rule", Map.of("ionroller:service", service))
                .filter(resource -> !resource.tags().containsKey("ionroller:rule"))
                .map(Inventory.Resource::id)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no rule of " + service));
    }

    /** The rule for test requests of a service. */
    String testRuleOf(String service) {
        return find("rule", Map.of("ionroller:service", service, "ionroller:rule", "test"));
    }

    /** An Auto Scaling group goes by its name. */
    String group(String environment) {
        String arn = find("auto-scaling-group", Map.of("ionroller:environment", environment));
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private String find(String type, Map<String, String> tags) {
        return found(type, tags)
                .map(Inventory.Resource::id)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type + " with " + tags + " in " + aws.resources()));
    }

    private Stream<Inventory.Resource> found(String type, Map<String, String> tags) {
        return aws.resources().stream()
                .filter(resource -> resource.kind().equals(type))
                .filter(resource -> resource.tags().entrySet().containsAll(tags.entrySet()));
    }
}
