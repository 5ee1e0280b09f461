package io.ionroller.api.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ionroller.engine.json.Json;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * An account of AWS, or what answers like one. The image has the tags {@value #FIRST} and {@value #SECOND} and not {@value #BROKEN};
 * an image that is named by its digest has no tags, then it is the machine image of the broken version that is not there.
 */
final class Ec2Stage implements Stage {

    private static final String FIRST = "1.0";
    private static final String SECOND = "2.0";
    private static final String BROKEN = "3.0";
    private static final String NOT_THERE = "ssm:/ionroller/demo/not-there";

    private final JsonNode platform;

    /** @param settings the {@code platform} object of a configuration */
    Ec2Stage(JsonNode settings) {
        ObjectNode whole = settings.deepCopy();
        whole.put("type", "ec2");
        this.platform = whole;
    }

    @Override
    public String first() {
        return FIRST;
    }

    @Override
    public String second() {
        return SECOND;
    }

    @Override
    public String broken() {
        return BROKEN;
    }

    @Override
    public String brokenTitle() {
        return "Version " + BROKEN + (byDigest() ? ", whose machine image is" : ", whose image is")
                + " not there, is taken back by itself";
    }

    private boolean byDigest() {
        return platform.path("image").asText().contains("@");
    }

    @Override
    public String introduction() {
        return "environments are Auto Scaling groups in "
                + platform.path("region").asText()
                + "; behind an emulator nothing answers, so no requests are sent: what is told of traffic is the"
                + " rule's weights as they were read back";
    }

    @Override
    public DemoTraffic traffic() {
        return DemoTraffic.idle();
    }

    /** Machines are started, and may need minutes. */
    @Override
    public Duration longestChapter() {
        return Duration.ofMinutes(20);
    }

    @Override
    public void sayLeft(PrintStream out, URI server, String service) {
        out.printf("%nLeft running (Ctrl-C ends the server; what is in AWS outlives it, and costs):%n");
        Stage.sayHowToLook(out, server, service);
    }

    @Override
    public String configuration() {
        return configuration(platform);
    }

    @Override
    public String brokenConfiguration() {
        if (!byDigest()) {
            return configuration();
        }
        ObjectNode broken = platform.deepCopy();
        broken.put("ami", NOT_THERE);
        return configuration(broken);
    }

    private static String configuration(JsonNode platform) {
        return Json.mapper()
                .valueToTree(Map.of(
                        "platform",
                        platform,
                        "health_check",
                        Map.of("path", "/", "interval", "5s", "timeout", "2s"),
                        "strategy",
                        Demo.CANARY,
                        "deadlines",
                        Map.of("creating", "10m", "verifying", "15m"),
                        "bake",
                        "2s"))
                .toString();
    }
}
