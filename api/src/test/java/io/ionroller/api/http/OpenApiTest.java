package io.ionroller.api.http;

import static io.ionroller.api.http.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class OpenApiTest {

    /** Every row of the table in the design of the API. */
    private static final List<String> PROMISED = List.of(
            "GET /services",
            "GET /services/{service}",
            "PUT /services/{service}/config",
            "GET /services/{service}/config",
            "DELETE /services/{service}/config",
            "GET /services/{service}/configs",
            "POST /services/{service}/release",
            "POST /services/{service}/plan",
            "POST /services/{service}/rollback",
            "POST /services/{service}/drop",
            "POST /services/{service}/rollout/promote",
            "POST /services/{service}/rollout/pause",
            "POST /services/{service}/rollout/resume",
            "POST /services/{service}/rollout/abort",
            "GET /services/{service}/releases",
            "GET /services/{service}/releases/{release}",
            "GET /services/{service}/events",
            "GET /events",
            "GET /events/{offset}/why",
            "GET /events/export",
            "GET /services/{service}/archive",
            "GET /audit/verify",
            "POST /audit/checkpoints",
            "GET /services/{service}/environments/{environment}/instances",
            "GET /services/{service}/environments/{environment}/instances/{instance}/output",
            "GET /platforms/{platform}/orphans",
            "POST /platforms/{platform}/orphans/removal",
            "GET /feed",
            "GET /cluster",
            "GET /cluster/services/{service}",
            "GET /access/tokens",
            "POST /access/tokens",
            "DELETE /access/tokens/{token}",
            "GET /access/bindings",
            "POST /access/bindings",
            "DELETE /access/bindings/{binding}",
            "GET /session",
            "POST /session",
            "DELETE /session",
            "GET /session/ways",
            "GET /session/login",
            "GET /session/callback",
            "GET /health/live",
            "GET /health/ready",
            "GET /log-levels",
            "PUT /log-levels/{logger}",
            "DELETE /log-levels/{logger}",
            "GET /metrics",
            "GET /openapi.json");

    private static ApiServer server;
    private static JsonNode document;

    @BeforeAll
    static void start() {
        server = new ApiServer();
        document = json(server.get("/openapi.json"));
        server.complete("hello", "1.0.0");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private record Documented(String method, String path, JsonNode operation) {}

    private static List<Documented> documented() {
        List<Documented> all = new ArrayList<>();
        document.at("/paths")
                .fields()
                .forEachRemaining(path -> path.getValue()
                        .fields()
                        .forEachRemaining(method -> all.add(new Documented(
                                method.getKey().toUpperCase(java.util.Locale.ROOT),
                                path.getKey(),
                                method.getValue()))));
        return all;
    }

    @Test
    void documentsEveryPromisedEndpointAndNoOther() {
        assertThat(document.at("/openapi").asText()).isEqualTo("3.1.0");
        assertThat(documented().stream().map(one -> one.method() + " " + one.path()))
                .containsExactlyInAnyOrderElementsOf(PROMISED);
    }

    @Test
    void answersEveryDocumentedEndpointAsDocumented() {
        for (Documented one : documented()) {
            String path = one.path()
                    .replace("{service}", "hello")
                    .replace("{release}", "1")
                    .replace("{offset}", "1")
                    .replace("{environment}", "hello-1")
                    .replace("{instance}", "1")
                    .replace("{platform}", "instant")
                    .replaceAll("\\{[a-z]+}", "none");
            HttpResponse<InputStream> response = server.send(
                    server.request(path)
                            .header("Content-Type", "application/json")
                            .method(
                                    one.method(),
                                    BodyPublishers.ofString(one.method().equals("PUT") ? ApiServer.CONFIGURATION : "")),
                    BodyHandlers.ofInputStream());
            JsonNode answer = one.operation().at("/responses/" + response.statusCode());

            assertThat(answer.isMissingNode())
                    .as("%s answered %s", one, response.statusCode())
                    .isFalse();
            String type =
                    response.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
            assertThat(answer.at("/content").fieldNames())
                    .toIterable()
                    .as(one.path())
                    .containsExactly(type);
            close(response);
        }
    }

    @Test
    void answersEveryMethodThatIsNotDocumentedWith405AndAllow() {
        Map<String, TreeSet<String>> allowed = new java.util.TreeMap<>();
        documented()
                .forEach(one -> allowed.computeIfAbsent(one.path(), path -> new TreeSet<>(List.of("OPTIONS")))
                        .add(one.method()));
        allowed.values().stream().filter(methods -> methods.contains("GET")).forEach(methods -> methods.add("HEAD"));
        allowed.forEach((path, methods) -> {
            for (String method : List.of("GET", "PUT", "POST", "DELETE", "PATCH")) {
                if (!methods.contains(method)) {
                    HttpResponse<String> response = server.send(server.request(path.replaceAll("\\{[a-z]+}", "hello"))
                            .method(method, BodyPublishers.noBody()));
                    assertThat(response.statusCode()).as(method + " " + path).isEqualTo(405);
                    assertThat(response.headers().firstValue("Allow")).hasValue(String.join(", ", methods));
                    assertThat(json(response).at("/code").asText()).isEqualTo("method-not-allowed");
                }
            }
        });
        assertThat(allowed).hasSize((int) PROMISED.stream()
                .map(route -> route.substring(route.indexOf('/')))
                .distinct()
                .count());
    }

    @Test
    void refersOnlyToSchemasThatItHas() {
        List<String> references =
                document.findValuesAsText("$ref").stream().distinct().toList();

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isObject())
                        .as(reference)
                        .isTrue());
    }

    @Test
    void requiresExactlyTheFieldsThatAreAlwaysThere() {
        JsonNode schema = document.at("/components/schemas/ServiceView");
        JsonNode view = json(server.get("/services/hello"));

        schema.at("/required")
                .forEach(name ->
                        assertThat(view.has(name.asText())).as(name.asText()).isTrue());
        assertThat(view.fieldNames())
                .toIterable()
                .allSatisfy(name ->
                        assertThat(schema.at("/properties").has(name)).as(name).isTrue());
    }

    @Test
    void namesEveryOperationOnce() {
        assertThat(documented().stream()
                        .map(one -> one.operation().at("/operationId").asText()))
                .doesNotContain("")
                .doesNotHaveDuplicates();
    }

    private static void close(HttpResponse<InputStream> response) {
        try {
            response.body().close();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
