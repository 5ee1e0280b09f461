package io.ionroller.ec2;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Crashes where one rule shares the traffic, and another takes test requests. */
final class CrashAtEveryCallTest extends CrashScene {

    CrashAtEveryCallTest() {
        super(new Ec2Ground());
    }

    @Override
    Map<String, Object> settings(Ec2Ground ground) {
        Map<String, Object> settings = new HashMap<>(ground.settings(1));
        settings.put(
                "load_balancer",
                Map.of(
                        "listener", ground.account().listenerArn(),
                        "host", List.of("hello.example.org"),
                        "test", Map.of("header", Map.of("name", "X-Test", "value", "candidate"))));
        return settings;
    }

    @Override
    Map<String, Long> oneEnvironment() {
        return Map.of("launch-template", 1L, "auto-scaling-group", 1L, "target-group", 1L, "rule", 2L, "instance", 1L);
    }
}
