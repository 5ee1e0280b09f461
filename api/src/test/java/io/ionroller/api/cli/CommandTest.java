package io.ionroller.api.cli;

import static io.ionroller.api.cli.Views.accepted;
import static io.ionroller.api.cli.Views.after;
import static io.ionroller.api.cli.Views.during;
import static io.ionroller.api.cli.Views.event;
import static io.ionroller.api.cli.Views.page;
import static io.ionroller.api.cli.Views.rollout;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.ionroller.api.view.AcceptedView;
import io.ionroller.api.view.ConfigurationView;
import io.ionroller.api.view.HealthView;
import io.ionroller.api.view.InstanceView;
import io.ionroller.api.view.ReleasePage;
import io.ionroller.api.view.ReleaseRef;
import io.ionroller.api.view.ServiceLine;
import io.ionroller.api.view.ServicePage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that ask once and print, against a server that speaks the views. */
@Timeout(30)
final class CommandTest {

    private final TinyServer server;

    CommandTest() throws IOException {
        server = new TinyServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void listsServicesOfAllPages() {
        ServiceLine hello = new ServiceLine(
                "hello",
                3,
                new ReleaseRef(6, "1.0.0", null, null, null),
                new ReleaseRef(7, "2.0.0", null, null, "paused"),
                2,
                List.of(),
                null,
                null,
                "ann",
                Views.NOON.minusSeconds(125),
                Views.NOON.minusSeconds(125));
        ServiceLine empty = new ServiceLine("new", 1, null, null, 0, List.of(), null, null, null, null, Views.NOON);
        server.answer("GET /services", 200, new ServicePage(List.of(hello), "/second?page"));
        server.answer("GET /second", 200, new ServicePage(List.of(empty), null));
        Run run = Run.of(server, "services");
        assertThat(run.out()).isEqualTo("""
                        SERVICE  CURRENT    NEXT       PHASE   ENVIRONMENTS  CHANGED
                        hello    1.0.0 (6)  2.0.0 (7)  paused             2  2 min 5 s ago
                        new      -                                        0  0 s ago
                        """);
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void showsTheStatusOfAService() {
        server.answer("GET /services/hello", 200, during(rollout("paused", 2)));
        assertThat(Run.of(server, "status", "hello").out()).isEqualTo("""
                        hello  1.0.0 (6) -> 2.0.0 (release 7, revision 3, release)
                        ✔ creating  ✔ verifying  ● shifting (paused)  ○ baking  ○ finishing
                        Step 2 of 3: weight 10%, [pause 5s], weight 100%
                        A pause of 5s is part of the strategy.
                        Goes on at 12:00:03 (in 3 s)

                        ENVIRONMENT  VERSION  ROLE       HEALTH       INTENDED  OBSERVED                              REQUESTS
                        hello-6      1.0.0    stable     2/2 healthy       90%       90%  ██████████████████░░             120
                        hello-7      2.0.0    candidate  2/2 healthy       10%        0%  ░░░░░░░░░░░░░░░░░░░░  120 (1 failed)
                        hello-7 is made from ami ami-0a1b2c3d, image shop/hello@sha256:0a0b
                        """);
    }

    @Test
    void printsTheAnswerOfTheServerAsJson() {
        server.answer("GET /services/hello", 200, after(true));
        assertThat(Run.of(server, "-o", "json", "status", "hello").out())
                .startsWith("{")
                .contains("\"intended_weight\" : \"100%\"");
    }

    @Test
    void printsAConfigurationThatCanBeSetAgain() {
        var document = JsonNodeFactory.instance.objectNode().put("bake", "1m");
        server.answer("GET /services/hello/config", 200, new ConfigurationView("hello", 3, Views.NOON, null, document));
        assertThat(Run.of(server, "config", "get", "hello", "--revision", "3").out())
                .isEqualTo("""
                        {
                          "bake" : "1m"
                        }
                        """);
        assertThat(server.requests().getFirst().target()).isEqualTo("/services/hello/config?revision=3");
    }

    @Test
    void setsAConfigurationFromAFileOrStandardInput(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("hello.json"), "{\"a\": 1}");
        server.answer("PUT /services/hello/config", 200, new AcceptedView(null, 4, null, "Revision 4 is stored."));
        Run fromFile = Run.of(server, "config", "set", "hello", file.toString());
        Run fromInput = Run.of(Run.environment(server), "{\"b\": 2}", "config", "set", "hello", "-");
        assertThat(fromFile.out()).isEqualTo("Revision 4 is stored.\n");
        assertThat(fromInput.exitCode()).isZero();
        assertThat(server.requests()).extracting(TinyServer.Request::body).containsExactly("{\"a\": 1}", "{\"b\": 2}");
        assertThat(server.requests().getFirst().headers().getFirst("User")).isEqualTo("ann@example.org");
        assertThat(server.requests())
                .extracting(request -> request.headers().getFirst("Idempotency-Key"))
                .doesNotHaveDuplicates()
                .allMatch(key -> key.matches("[0-9a-f]{32}"));
    }

    @Test
    void saysWhichFileIsMissing() {
        Run run = Run.of(server, "config", "set", "hello", "/nowhere/hello.json");
        assertThat(run.err()).isEqualTo("error: no file /nowhere/hello.json\n");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void steersTheRolloutInFlight() {
        for (String verb : List.of("promote", "pause", "resume", "abort")) {
            server.answer("POST /services/hello/rollout/" + verb, 202, accepted(7));
            assertThat(Run.of(server, verb, "hello").out()).isEqualTo("Release 7 of hello is accepted.\n");
        }
        server.answer("POST /services/hello/drop", 202, accepted(7));
        Run.of(server, "promote", "hello", "--full");
        Run.of(server, "drop", "hello", "1.0.0", "--force");
        assertThat(server.requests())
                .extracting(TinyServer.Request::body)
                .endsWith("{\"full\":true}", "{\"version\":\"1.0.0\",\"force\":true}");
    }

    @Test
    void listsReleases() {
        server.answer(
                "GET /services/hello/releases",
                200,
                new ReleasePage(List.of(Views.release("rolled-back", "1 of 2 healthy")), null));
        assertThat(Run.of(server, "releases", "hello").out()).isEqualTo("""
                        RELEASE  VERSION  REVISION  KIND     PHASE        BY               REQUESTED            TOOK  REASON
                              7  2.0.0           3  release  rolled-back  ann@example.org  2026-11-23 11:59:18  42 s  1 of 2 healthy
                        """);
    }

    @Test
    void showsOneReleaseWithItsPhases() {
        server.answer("GET /services/hello/releases/7", 200, Views.release("completed", ""));
        assertThat(Run.of(server, "releases", "hello", "7").out()).isEqualTo("""
                        hello release 7  2.0.0, revision 3, release, completed
                        Requested 2026-11-23 11:59:18 by ann@example.org, environment hello-7
                        Made from ami ami-0a1b2c3d, image shop/hello@sha256:0a0b
                        Took 42 s: creating 12 s, verifying 2.5 s
                        """);
    }

    @Test
    void asksForEventsWithAllFiltersAndShowsTheNewestLast() {
        server.answer(
                "GET /services/hello/events",
                200,
                page(
                        event(9, "release-completed", 7, "Release 7 is completed."),
                        event(8, "step-started", 7, "Step.")));
        Run run = Run.of(
                server,
                "events",
                "hello",
                "--type",
                "a,b",
                "--type=c",
                "--release=7",
                "--by=bob",
                "--version-of=2.0.0",
                "--from=2026-11-23T00:00:00Z",
                "--limit=5");
        assertThat(run.out()).isEqualTo("""
                        2026-11-23 12:00:08 hello step-started Step. [ann@example.org]
                        2026-11-23 12:00:09 hello release-completed Release 7 is completed. [ann@example.org]
                        """);
        assertThat(server.requests().getFirst().target())
                .isEqualTo("/services/hello/events?type=a&type=b&type=c&release=7&version=2.0.0&user=bob"
                        + "&from=2026-11-23T00%3A00%3A00Z&order=newest&limit=5");
    }

    @Test
    void printsTheOutputOfAllInstancesOfTheCandidate() {
        String instances = "/services/hello/environments/hello-7/instances";
        server.answer("GET /services/hello", 200, during(rollout("shifting", 1)));
        server.answer(
                "GET " + instances,
                200,
                new InstanceView.Page(
                        "hello-7", 1, List.of(new InstanceView("1", "healthy", "127.0.0.1:1", "")), Views.NOON));
        server.answer(
                "GET " + instances + "/1/output",
                () -> new TinyServer.Answer(200, "text/plain; charset=UTF-8", "one\n\u001b[31mtwo\n"));
        assertThat(Run.of(server, "logs", "hello", "--lines", "2").out()).isEqualTo("""
                        ==> hello-7 instance 1 <==
                        one
                        [31mtwo
                        """);
    }

    @Test
    void showsBothVersions() {
        server.answer("GET /health/live", 200, new HealthView("live", "2.3.4", List.of()));
        assertThat(Run.of(server, "version").out()).contains("server    2.3.4");
    }

    @Test
    void printsACompletionScriptWithEveryCommand() {
        assertThat(Run.of(server, "completion").out()).contains("rollback", "history", "--timeout");
    }
}
