package io.ionroller.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.aws.scenario.Calls;
import io.ionroller.aws.scenario.Fate;
import io.ionroller.aws.scenario.Fault;
import io.ionroller.aws.scenario.Faults;
import io.ionroller.aws.scenario.LaunchFailure;
import io.ionroller.aws.scenario.Limits;
import io.ionroller.aws.scenario.Quotas;
import io.ionroller.aws.scenario.Weather;
import java.time.Duration;
import java.util.Optional;

/**
 * A scenario as JSON. Every part may be left out; everywhere {@code *} stands for anything, and durations are as {@code PT30S}.
 *
 * <pre>{@code
 * {
 *   "limits": true,
 *   "quotas": {"targetGroups": 3000, "rulesPerBalancer": 100, "autoScalingGroups": 500, "vcpus": 64},
 *   "faults": [{"service": "ec2", "action": "Create*", "account": "*", "region": "*", "count": 1, "probability": 0.5,
 *               "fault": "lost-reply"}],
 *   "fates": [{"group": "shop-*", "count": 1, "boot": "PT2M", "reason": "Target.ResponseCodeMismatch",
 *              "description": "Health checks failed with these codes: [503]", "console": "...", "diesAfter": "PT5M"}],
 *   "launchFailures": [{"group": "*", "count": 2, "code": "...", "message": "..."}]
 * }
 * }</pre>
 *
 * <p>Faults: {@code throttled}, {@code fails} (with {@code status}), {@code denied}, {@code lost-reply}, {@code delayed} and
 * {@code stale} (with {@code by}), {@code refused} (with {@code code}, {@code message} and {@code status}).
 */
record ScenarioFile(Faults faults, Weather weather, Limits limits) {

    void apply(JsonNode scenario) {
        if (scenario.path("limits").asBoolean()) {
            limits.enforce(Limits.AWS);
        }
        if (scenario.has("quotas")) {
            weather.quotas(quotas(scenario.get("quotas")));
        }
        scenario.path("faults").forEach(this::fault);
        scenario.path("fates").forEach(this::fate);
        scenario.path("launchFailures").forEach(this::launchFailure);
    }

    private static Quotas quotas(JsonNode json) {
        Quotas usual = Quotas.USUAL;
        return new Quotas(
                json.path("targetGroups").asInt(usual.targetGroups()),
                json.path("rulesPerBalancer").asInt(usual.rulesPerBalancer()),
                json.path("autoScalingGroups").asInt(usual.autoScalingGroups()),
                json.path("vcpus").asInt(usual.vcpus()));
    }

    void fault(JsonNode json) {
        Calls calls = new Calls(any(json, "service"), any(json, "action"), any(json, "account"), any(json, "region"));
        faults.add(
                calls,
                wanted(json),
                json.path("probability").asDouble(1),
                json.path("count").asInt(Faults.ALWAYS));
    }

    private static Fault wanted(JsonNode json) {
        String kind = json.path("fault").asText();
        return switch (kind) {
            case "throttled" -> new Fault.Throttled();
            case "fails" -> new Fault.Fails(json.path("status").asInt(503));
            case "denied" -> new Fault.Denied();
            case "lost-reply" -> new Fault.LostReply();
            case "delayed" -> new Fault.Delayed(Duration.parse(json.path("by").asText()));
            case "stale" -> new Fault.Stale(Duration.parse(json.path("by").asText()));
            case "refused" ->
                new Fault.Refused(
                        json.path("code").asText(),
                        json.path("message").asText(),
                        json.path("status").asInt());
            default -> throw new IllegalArgumentException("Unknown fault '" + kind + "' in " + json);
        };
    }

    private void fate(JsonNode json) {
        Optional<Fate.Sickness> sickness = text(json, "reason")
                .map(reason ->
                        new Fate.Sickness(reason, text(json, "description").orElse("Health checks failed")));
        Fate fate = new Fate(
                text(json, "boot").map(Duration::parse),
                sickness,
                text(json, "console"),
                text(json, "diesAfter").map(Duration::parse));
        weather.fate(launches(json), json.path("count").asInt(Faults.ALWAYS), fate);
    }

    private void launchFailure(JsonNode json) {
        int count = json.path("count").asInt(Faults.ALWAYS);
        if (json.has("code")) {
            LaunchFailure failure = new LaunchFailure(
                    json.get("code").asText(), json.path("message").asText());
            weather.failLaunches(launches(json), count, failure);
        } else {
            weather.failLaunches(launches(json), count);
        }
    }

    private static Weather.Launches launches(JsonNode json) {
        return new Weather.Launches(any(json, "account"), any(json, "region"), any(json, "group"));
    }

    private static String any(JsonNode json, String name) {
        return json.path(name).asText("*");
    }

    private static Optional<String> text(JsonNode json, String name) {
        return Optional.ofNullable(json.get(name)).map(JsonNode::asText);
    }
}
