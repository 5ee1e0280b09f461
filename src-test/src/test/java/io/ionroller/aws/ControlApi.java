package io.ionroller.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.ionroller.aws.protocol.HttpAnswer;
import io.ionroller.aws.protocol.HttpCall;
import io.ionroller.aws.protocol.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The scenario over HTTP, for an endpoint that is a process of its own; all bodies are JSON.
 *
 * <pre>{@code
 * GET    /_scenario/calls?service=ec2&action=CreateLaunchTemplate      the calls that were made
 * DELETE /_scenario/calls                                              forgets them
 * GET    /_scenario/resources                                          all there is
 * GET    /_scenario/findings                                           what was not as AWS's models have it
 * POST   /_scenario/faults      {...}                                  a whole scenario: see ScenarioFile
 * DELETE /_scenario/faults                                             no more faults, fates, quotas and limits
 * POST   /_scenario/weights     {"rule": ARN, "weights": {ARN: 10}}    somebody changes a rule
 * POST   /_scenario/kill        {"instance": "i-..."}                  an instance is terminated
 * POST   /_scenario/answers     {"instance": "i-...", "well": false}   its software stops answering
 * POST   /_scenario/traffic     {"rule": ARN, "perSecond": 50}         requests flow
 * POST   /_scenario/errors      {"targetGroup": ARN, "share": 0.1}     and some fail
 * POST   /_scenario/advance     {"by": "PT1M"}                         time passes
 * }</pre>
 */
record ControlApi(AwsEndpoint endpoint) implements HttpFront.Control {

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    @Override
    public HttpAnswer answer(HttpCall call) {
        String what = call.method() + call.path().replaceFirst("^/_scenario", "");
        try {
            return switch (call.method()) {
                case "GET" -> json(200, read(what, call));
                case "DELETE" -> json(200, delete(what));
                default -> json(200, act(what, JSON.readTree(call.body())));
            };
        } catch (Refusal | IllegalArgumentException | DateTimeParseException | IOException e) {
            return json(400, Map.of("error", String.valueOf(e.getMessage())));
        }
    }

    private static HttpAnswer json(int status, Object body) {
        try {
            return HttpAnswer.of(status, Map.of("Content-Type", "application/json"), JSON.writeValueAsString(body));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object read(String what, HttpCall call) {
        return switch (what) {
            case "GET/calls" -> calls(parameters(call.query()));
            case "GET/resources" -> endpoint.resources();
            case "GET/findings" ->
                Map.of(
                        "requests", endpoint.findings().requests(),
                        "drift", endpoint.findings().drift());
            default -> throw new IllegalArgumentException("There is no " + what);
        };
    }

    private List<CallRecord> calls(Map<String, String> wanted) {
        return endpoint.calls().all().stream()
                .filter(call -> Set.of(call.service(), "").contains(wanted.getOrDefault("service", "")))
                .filter(call -> Set.of(call.action(), "").contains(wanted.getOrDefault("action", "")))
                .toList();
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        return parameters;
    }

    private Object delete(String what) {
        switch (what) {
            case "DELETE/calls" -> endpoint.calls().clear();
            case "DELETE/faults" -> {
                endpoint.faults().clear();
                endpoint.weather().clear();
                endpoint.limits().enforce(Map.of());
            }
            default -> throw new IllegalArgumentException("There is no " + what);
        }
        return Map.of();
    }

    private Object act(String what, JsonNode body) {
        switch (what) {
            case "POST/faults" -> endpoint.scenario(body);
            case "POST/weights" -> {
                Map<String, Integer> weights = new HashMap<>();
                body.path("weights")
                        .properties()
                        .forEach(weight ->
                                weights.put(weight.getKey(), weight.getValue().asInt()));
                endpoint.foreign().weights(body.path("rule").asText(), weights);
            }
            case "POST/kill" -> endpoint.foreign().kill(body.path("instance").asText());
            case "POST/answers" ->
                endpoint.foreign()
                        .answers(
                                body.path("instance").asText(),
                                body.path("well").asBoolean());
            case "POST/traffic" ->
                endpoint.foreign()
                        .traffic(
                                body.path("rule").asText(),
                                body.path("perSecond").asDouble());
            case "POST/errors" ->
                endpoint.foreign()
                        .errors(
                                body.path("targetGroup").asText(),
                                body.path("share").asDouble());
            case "POST/advance" ->
                endpoint.time().advance(Duration.parse(body.path("by").asText()));
            default -> throw new IllegalArgumentException("There is no " + what);
        }
        return Map.of();
    }
}
