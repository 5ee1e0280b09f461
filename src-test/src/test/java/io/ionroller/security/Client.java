package io.ionroller.security;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.api.app.Server;
import io.ionroller.engine.json.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Somebody with a credential. */
record Client(HttpClient http, String credential) {

    /** An answer. */
    record Answer(int status, JsonNode json) {
        String code() {
            return json.path("code").asText();
        }
    }

    Client with(String other) {
        return new Client(http, other);
    }

    Answer get(Server server, String path) {
        return send(server, "GET", path, "");
    }

    Answer send(Server server, String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(server.address().resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + credential)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), Json.mapper().readTree(response.body()));
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
