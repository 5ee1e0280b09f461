package io.ionroller.api.http;

import static io.ionroller.api.http.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class HistoryRoutesTest {

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
    void listsReleasesNewestFirstPageByPage() {
        server.complete("many", "1.0.0", "2.0.0", "3.0.0");

        List<Integer> numbers = new ArrayList<>();
        String next = "/services/many/releases?limit=2";
        while (next != null) {
            JsonNode page = json(server.get(next));
            page.at("/releases").forEach(one -> numbers.add(one.at("/release").asInt()));
            next = page.has("next") ? page.at("/next").asText() : null;
        }

        assertThat(numbers).containsExactly(3, 2, 1);
    }

    @Test
    void showsTheTimeSpentPerPhase() {
        server.complete("phases", "1.0.0", "2.0.0");

        JsonNode release = json(server.get("/services/phases/releases/2"));

        assertThat(release.at("/phase").asText()).isEqualTo("completed");
        assertThat(release.at("/ended").asBoolean()).isTrue();
        assertThat(release.at("/ended_at").asText())
                .isGreaterThanOrEqualTo(release.at("/requested_at").asText());
        assertThat(release.at("/resolved").toString()).isEqualTo("{\"image\":\"hello@sha256:2.0.0\"}");
        assertThat(release.at("/phases").fieldNames())
                .toIterable()
                .contains("creating", "verifying", "shifting", "paused");
        assertThat(release.at("/phases/paused").asText()).matches("\\d+(ms|s|m|h)");
    }

    @Test
    void answersNotFoundForReleasesThatAreNotThere() {
        server.configure("empty");

        assertThat(json(server.get("/services/empty/releases")).at("/releases")).isEmpty();
        assertThat(server.get("/services/empty/releases/1").statusCode()).isEqualTo(404);
        assertThat(server.get("/services/nobody/releases").statusCode()).isEqualTo(404);
        assertThat(server.get("/services/nobody/events").statusCode()).isEqualTo(404);
    }

    @Test
    void showsAnEventWithAllThatIsKnownAboutIt() {
        server.complete("event", "1.0.0");

        JsonNode event =
                json(server.get("/services/event/events?type=release-accepted")).at("/events/0");

        assertThat(event.at("/type").asText()).isEqualTo("release-accepted");
        assertThat(event.at("/service").asText()).isEqualTo("event");
        assertThat(event.at("/offset").asLong()).isPositive();
        assertThat(event.at("/sequence").asLong()).isPositive();
        assertThat(event.at("/user").asText()).isEqualTo("anonymous");
        assertThat(event.at("/cause").asText()).isEqualTo("start-release");
        assertThat(event.at("/command_id").asText()).isNotEmpty();
        assertThat(event.at("/release").asLong()).isEqualTo(1);
        assertThat(event.at("/environment").asText()).isEqualTo("event-1");
        assertThat(event.at("/version").asText()).isEqualTo("1.0.0");
        assertThat(event.at("/message").asText()).isEqualTo("Release 1 was accepted: version 1.0.0, revision 1.");
        assertThat(event.at("/data/version").asText()).isEqualTo("1.0.0");
    }

    @Test
    void readsEventsInBothOrdersPageByPage() {
        server.complete("order", "1.0.0", "2.0.0");

        List<Long> oldest = offsets("/services/order/events?order=oldest&limit=3");
        List<Long> newest = offsets("/services/order/events?order=newest&limit=4");

        assertThat(oldest).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(10);
        assertThat(newest).isSortedAccordingTo(Comparator.reverseOrder()).hasSameElementsAs(oldest);
        assertThat(newest).hasSameSizeAs(oldest);
    }

    @Test
    void filtersEventsByTypeListReleaseUserAndTime() {
        server.complete("filter", "1.0.0", "2.0.0");

        JsonNode byType =
                json(server.get("/events?service=filter&type=release-accepted,release-completed&type=step-started"));
        assertThat(byType.at("/events").findValuesAsText("type"))
                .contains("release-accepted", "release-completed", "step-started")
                .isSubsetOf("release-accepted", "release-completed", "step-started");
        JsonNode byRelease = json(server.get("/services/filter/events?release=2"));
        assertThat(byRelease.at("/events"))
                .isNotEmpty()
                .allMatch(event -> event.at("/release").asInt() == 2);
        JsonNode byVersion = json(server.get("/services/filter/events?version=2.0.0"));
        assertThat(byVersion.at("/events")).isNotEmpty();
        assertThat(json(server.get("/services/filter/events?user=engine")).at("/events"))
                .isNotEmpty()
                .allMatch(event -> event.at("/user").asText().equals("engine"));
        assertThat(json(server.get("/services/filter/events?from=2999-01-01T00:00:00Z"))
                        .at("/events"))
                .isEmpty();
        assertThat(json(server.get("/services/filter/events?to=2999-01-01T00:00:00%2B02:00&limit=1"))
                        .at("/events"))
                .hasSize(1);
    }

    @Test
    void refusesFiltersThatMeanNothing() {
        for (String query : List.of(
                "type=no-such-event",
                "type=",
                "order=sideways",
                "limit=0",
                "limit=1001",
                "limit=99999999999999999999",
                "cursor=-1",
                "release=0",
                "release=1e3",
                "from=yesterday",
                "to=%2B999999999-12-31T23:59:59Z",
                "service=UPPER",
                "user=",
                "user=a&user=b",
                "nonsense=1")) {
            HttpResponse<String> response = server.get("/events?" + query);
            assertThat(response.statusCode()).as(query).isEqualTo(400);
            assertThat(json(response).at("/violations/0/field").asText())
                    .as(query)
                    .isEqualTo(query.substring(0, query.indexOf('=')));
        }
    }

    @Test
    void showsInstancesAndTheirOutput() {
        server.complete("logs", "1.0.0");

        JsonNode instances = json(server.get("/services/logs/environments/logs-1/instances"));
        HttpResponse<String> output = server.get("/services/logs/environments/logs-1/instances/2/output?lines=2");

        assertThat(instances.at("/required").asInt()).isEqualTo(2);
        assertThat(instances.at("/instances/1").toString())
                .isEqualTo("{\"name\":\"2\",\"state\":\"healthy\",\"address\":\"127.0.0.1:1\",\"detail\":\"\"}");
        assertThat(output.body()).isEqualTo("listening\ngrüße\n");
        assertThat(output.headers().firstValue("Content-Type")).hasValue("text/plain; charset=UTF-8");
    }

    @Test
    void answersNotFoundForOutputThatIsNotThere() {
        server.complete("nologs", "1.0.0");

        assertThat(code("/services/nologs/environments/nologs-1/instances/9/output"))
                .isEqualTo("instance-not-found");
        assertThat(code("/services/nologs/environments/nologs-9/instances/1/output"))
                .isEqualTo("environment-not-found");
        assertThat(code("/services/nologs/environments/other-1/instances/1/output"))
                .isEqualTo("environment-not-found");
        assertThat(code("/services/nologs/environments/-/instances/1/output")).isEqualTo("environment-not-found");
        assertThat(code("/services/nobody/environments/nobody-1/instances")).isEqualTo("service-not-found");
        assertThat(server.get("/services/nologs/environments/nologs-1/instances/1/output?lines=0")
                        .statusCode())
                .isEqualTo(400);
    }

    private static String code(String path) {
        return json(server.get(path)).at("/code").asText();
    }

    private static List<Long> offsets(String first) {
        List<Long> offsets = new ArrayList<>();
        String next = first;
        while (next != null) {
            JsonNode page = json(server.get(next));
            page.at("/events").forEach(event -> offsets.add(event.at("/offset").asLong()));
            next = page.has("next") ? page.at("/next").asText() : null;
        }
        return offsets;
    }
}
