package io.ionroller.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.engine.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Asks a node who its cluster's members are. */
final class Membership {

    private static final String NAME_ROLE = "node=";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    /**
     * The members as one node knows them: by name the incarnation, as it also stands in the cloud's log. Empty when the node
     * does not answer.
     */
    Optional<Map<String, String>> asSeenAt(URI management) {
        HttpRequest request = HttpRequest.newBuilder(management.resolve("/cluster/members"))
                .timeout(Duration.ofSeconds(1))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.of(members(answer.body())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static Map<String, String> members(String json) throws IOException {
        Map<String, String> members = new TreeMap<>();
        for (JsonNode member : Json.mapper().readTree(json).path("members")) {
            for (JsonNode role : member.path("roles")) {
                if (role.asText().startsWith(NAME_ROLE)) {
                    String name = role.asText().substring(NAME_ROLE.length());
                    members.put(name, name + "#" + member.path("nodeUid").asText());
                }
            }
        }
        return members;
    }
}
