package io.ionroller.api.http;

import static io.ionroller.api.http.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ServiceRoutesTest {

    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = new ApiServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void showsARolloutThatWaitsForAPerson() {
        server.complete("waiting", "1.0.0");
        server.post("/services/waiting/release", "{\"version\":\"2.0.0\"}");

        JsonNode view = json(server.get("/services/waiting"));

        assertThat(view.at("/name").asText()).isEqualTo("waiting");
        assertThat(view.at("/revision").asInt()).isEqualTo(1);
        assertThat(view.at("/current/version").asText()).isEqualTo("1.0.0");
        assertThat(view.at("/next/version").asText()).isEqualTo("2.0.0");
        assertThat(view.at("/next/phase").asText()).isEqualTo("paused");
        assertThat(view.has("future")).isFalse();
        JsonNode rollout = view.at("/rollout");
        assertThat(rollout.at("/phase").asText()).isEqualTo("paused");
        assertThat(rollout.at("/step").asInt()).isEqualTo(2);
        assertThat(rollout.at("/step_count").asInt()).isEqualTo(3);
        assertThat(rollout.at("/pause_reason").asText()).isEqualTo("manual");
        assertThat(rollout.at("/sentence").asText()).isNotEmpty();
        assertThat(rollout.at("/since").asText()).endsWith("Z");
        assertThat(rollout.at("/steps/0").toString())
                .isEqualTo("{\"step\":1,\"text\":\"weight 10%\",\"weight\":\"10%\",\"state\":\"done\"}");
        assertThat(rollout.at("/steps/1/pause").asText()).isEqualTo("manual");
        assertThat(rollout.at("/steps/2/state").asText()).isEqualTo("ahead");
    }

    @Test
    void saysWhatHoldsUpTheWork() {
        server.complete("delayed", "1.0.0");
        server.services.delayed("verification delayed 4 s by API limits");
        try {
            assertThat(json(server.get("/services/delayed")).at("/sentence").asText())
                    .isEqualTo("1.0.0 has all traffic; verification delayed 4 s by API limits");
        } finally {
            server.services.delayed(null);
        }
    }

    @Test
    void answersFiguresAsPrometheusReadsThem() {
        HttpResponse<String> metrics = server.get("/metrics");

        assertThat(metrics.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        assertThat(metrics.body()).isEqualTo("# HELP up Always 1.\nup 1.0\n");
    }

    @Test
    void showsIntendedAndObservedWeightAndCountsOfEveryEnvironment() {
        server.complete("weights", "1.0.0");
        server.post("/services/weights/release", "{\"version\":\"2.0.0\"}");

        JsonNode environments = json(server.get("/services/weights")).at("/environments");

        assertThat(environments).hasSize(2);
        JsonNode stable = environments.get(0);
        assertThat(stable.at("/id").asText()).isEqualTo("weights-1");
        assertThat(stable.at("/role").asText()).isEqualTo("stable");
        assertThat(stable.at("/intended_weight").asText()).isEqualTo("90%");
        assertThat(stable.at("/observed_weight").asText()).isEqualTo("90%");
        assertThat(stable.at("/health").asText()).isEqualTo("healthy");
        assertThat(stable.at("/healthy").asInt()).isEqualTo(2);
        assertThat(stable.at("/required").asInt()).isEqualTo(2);
        assertThat(stable.at("/resolved").toString()).isEqualTo("{\"image\":\"hello@sha256:1.0.0\"}");
        assertThat(stable.at("/traffic").toString())
                .isEqualTo("{\"requests\":200,\"errors\":3,\"in_flight\":0,\"mean_latency\":\"1.3ms\"}");
        assertThat(environments.get(1).at("/role").asText()).isEqualTo("candidate");
        assertThat(environments.get(1).at("/observed_weight").asText()).isEqualTo("10%");
    }

    @Test
    void showsSinceWhenAWarmEnvironmentIsUnused() {
        server.complete("unused", "1.0.0", "2.0.0");

        JsonNode view = json(server.get("/services/unused"));

        JsonNode warm = view.at("/environments/0");
        assertThat(warm.at("/lifecycle").asText()).isEqualTo("retired");
        assertThat(warm.at("/role").asText()).isEqualTo("unused");
        assertThat(warm.at("/unused_since").asText()).endsWith("Z");
        assertThat(warm.at("/remove_at").asText())
                .isGreaterThan(warm.at("/unused_since").asText());
        assertThat(view.has("rollout")).isFalse();
        assertThat(view.at("/sentence").asText()).contains("2.0.0");
    }

    @Test
    void showsTheQueuedReleaseAsFuture() {
        server.complete("queue", "1.0.0");
        server.post("/services/queue/release", "{\"version\":\"2.0.0\"}");
        server.post("/services/queue/release", "{\"version\":\"3.0.0\"}");

        JsonNode view = json(server.get("/services/queue"));

        assertThat(view.at("/next/version").asText()).isEqualTo("2.0.0");
        assertThat(view.at("/future/version").asText()).isEqualTo("3.0.0");
        assertThat(view.at("/future/phase").asText()).isEqualTo("queued");
    }

    @Test
    void answersNotFoundForAServiceThatWasNeverConfigured() {
        HttpResponse<String> response = server.get("/services/nobody");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = json(response);
        assertThat(problem.at("/type").asText()).isEqualTo("urn:ionroller:problem:service-not-found");
        assertThat(problem.at("/code").asText()).isEqualTo("service-not-found");
        assertThat(problem.at("/status").asInt()).isEqualTo(404);
        assertThat(problem.at("/instance").asText()).isEqualTo("/services/nobody");
        assertThat(problem.at("/detail").asText()).contains("nobody");
        assertThat(problem.at("/next_step").asText()).contains("PUT /services/nobody/config");
    }

    @Test
    void listsServicesPageByPage() {
        for (String name : List.of("page-a", "page-b", "page-c", "page-d", "page-e")) {
            server.configure(name);
        }
        List<String> seen = new ArrayList<>();
        String next = "/services?limit=2&after=page";
        while (next != null) {
            HttpResponse<String> response = server.get(next);
            JsonNode page = json(response);
            page.at("/services").forEach(line -> seen.add(line.at("/name").asText()));
            next = page.has("next") ? page.at("/next").asText() : null;
            assertThat(response.headers().firstValue("Link").orElse(null))
                    .isEqualTo(next == null ? null : "<" + next + ">; rel=\"next\"");
        }
        assertThat(seen)
                .containsSubsequence("page-a", "page-b", "page-c", "page-d", "page-e")
                .doesNotHaveDuplicates();
    }

    @Test
    void listsWhatIsDeployed() {
        server.complete("line", "1.0.0");

        JsonNode line = json(server.get("/services?after=lind&limit=1")).at("/services/0");

        assertThat(line.at("/name").asText()).isEqualTo("line");
        assertThat(line.at("/current/version").asText()).isEqualTo("1.0.0");
        assertThat(line.at("/environment_count").asInt()).isEqualTo(1);
        assertThat(line.has("next")).isFalse();
    }

    @Test
    void listsHowFarARolloutIsAndHowTrafficIsShared() {
        server.complete("glance", "1.0.0");
        server.post("/services/glance/release", "{\"version\":\"2.0.0\"}");

        JsonNode line = json(server.get("/services?name=glance")).at("/services/0");

        assertThat(line.at("/rollout/step").asInt()).isEqualTo(2);
        assertThat(line.at("/rollout/steps/0/state").asText()).isEqualTo("done");
        assertThat(line.at("/rollout/steps/1/pause").asText()).isEqualTo("manual");
        assertThat(line.at("/environments/0").toString())
                .isEqualTo(
                        "{\"id\":\"glance-1\",\"version\":\"1.0.0\",\"intended_weight\":\"90%\",\"healthy\":2,\"required\":2}");
        assertThat(line.at("/environments/1/intended_weight").asText()).isEqualTo("10%");
    }

    @Test
    void listsNamedServicesOnly() {
        server.configure("named-a");
        server.configure("named-b");
        server.configure("named-c");

        JsonNode page = json(server.get("/services?name=named-c,named-a,nobody"));

        assertThat(page.at("/services").findValuesAsText("name")).containsExactly("named-a", "named-c");
        assertThat(page.has("next")).isFalse();
        assertThat(server.get("/services?name=Not%20a%20name").statusCode()).isEqualTo(400);
    }

    @Test
    void saysWhatCanBeAskedNowAndWhyTheRestCannot() {
        server.complete("actions", "1.0.0");
        JsonNode calm = json(server.get("/services/actions")).at("/actions");
        assertThat(calm.findValuesAsText("action"))
                .containsExactly("promote", "promote-full", "pause", "resume", "abort", "rollback");
        assertThat(calm).allSatisfy(action -> {
            assertThat(action.at("/possible").asBoolean()).isFalse();
            assertThat(action.at("/code").asText()).isNotEmpty();
            assertThat(action.at("/sentence").asText()).isNotEmpty();
        });

        server.post("/services/actions/release", "{\"version\":\"2.0.0\"}");

        JsonNode waiting = json(server.get("/services/actions")).at("/actions");
        assertThat(waiting.at("/0/possible").asBoolean()).isTrue();
        assertThat(waiting.at("/2/code").asText()).isEqualTo("already-paused");
        assertThat(waiting.at("/5/sentence").asText()).contains("1.0.0");
    }

    @Test
    void protectsEveryAnswerFromSniffing() {
        assertThat(server.get("/services").headers().firstValue("X-Content-Type-Options"))
                .hasValue("nosniff");
        assertThat(server.get("/nowhere").headers().firstValue("X-Content-Type-Options"))
                .hasValue("nosniff");
    }
}
