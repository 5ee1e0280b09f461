package io.ionroller.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.api.view.PlanView;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class PlanCommandTest {

    private static final String ID = "k3m9-0x7q-8w2e-zz01-aaaa-bbbb-cccc";

    private final TinyServer server;

    PlanCommandTest() throws IOException {
        server = new TinyServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static PlanView plan(boolean goes, List<PlanView.Problem> problems) {
        return new PlanView(
                "hello",
                "2.0.0",
                ID,
                goes,
                "starts",
                null,
                "release 7 of 2.0.0 has started",
                7L,
                3,
                "hello-7",
                List.of(
                        new PlanView.Change("create", "launch template", "ionroller-hello-7-0123456789", "t3.small"),
                        new PlanView.Change("change", "listener rule", "app/main/1", "now hello-6"),
                        new PlanView.Change("remove", "environment", "hello-6", "")),
                problems,
                List.of(
                        step("create", 0, Duration.ofMinutes(10), Map.of(), "the environment is made"),
                        step("shift", 0, null, Map.of("hello-6", "90%", "hello-7", "10%"), "10% of the traffic"),
                        step("pause", 0, Duration.ofMinutes(5), Map.of(), "waits for 5m"),
                        step("shift", 300, null, Map.of("hello-7", "100%"), "100% of the traffic"),
                        step("complete", 300, null, Map.of(), "completed")),
                Duration.ofMinutes(65),
                Map.of("ModifyRule", 4),
                List.of("DNS is slow by nature."));
    }

    private static PlanView.Step step(
            String kind, long seconds, Duration lasts, Map<String, String> weights, String text) {
        return new PlanView.Step(kind, Duration.ofSeconds(seconds), lasts, weights, text);
    }

    @Test
    void showsAPlanThatWouldGo() {
        server.answer("POST /services/hello/plan", 200, plan(true, List.of()));

        Run run = Run.of(server, "plan", "hello", "2.0.0");

        assertThat(run.out()).isEqualTo("""
                        hello  2.0.0 would be release 7 with revision 3
                        The answer would be: release 7 of 2.0.0 has started

                        CHANGES
                          + launch template ionroller-hello-7-0123456789
                              t3.small
                          ~ listener rule app/main/1
                              now hello-6
                          - environment hello-6

                        WAY
                          first       the environment is made, within 10 min
                          +0 s        10% of the traffic: hello-6 90%, hello-7 10%
                          +0 s        waits for 5m
                          +5 min      100% of the traffic: hello-7 100%
                          +5 min      completed

                        DOUBLED FLEET
                          Both environments run for at least 1 h 5 min after the new one is healthy, and
                          while it becomes so.

                        CALLS
                          4, and looks while something is awaited: ModifyRule 4

                        NOTES
                          - DNS is slow by nature.

                        It would go. Plan k3m9-0x7q-8w2e-zz01-aaaa-bbbb-cccc
                        Release exactly this:
                          ionroller release hello 2.0.0 --plan \\
                            k3m9-0x7q-8w2e-zz01-aaaa-bbbb-cccc
                        """);
        assertThat(run.exitCode()).isZero();
        assertThat(server.requests().getFirst().body()).isEqualTo("{\"version\":\"2.0.0\"}");
    }

    @Test
    void showsWhatIsInTheWayWithin80Columns() {
        List<PlanView.Problem> problems = List.of(
                new PlanView.Problem(
                        "blocking",
                        "platform.load_balancer.listener",
                        "arn:aws:elasticloadbalancing:eu-west-1:111111111111:listener/app/main/50dc6c495c0c9188/f2f7dc8ef"
                                + " is not there",
                        "a listener that is there"),
                new PlanView.Problem("warning", "permissions", "they could not be checked", ""));
        server.answer("POST /services/hello/plan", 200, plan(false, problems));

        Run run = Run.of(server, "plan", "hello", "2.0.0", "--revision", "3");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out())
                .contains("  ✖ platform.load_balancer.listener:\n", "    wanted: a listener", "  ! permissions: they")
                .contains("It would not go. Plan " + ID)
                .doesNotContain("ionroller release");
        assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(server.requests().getFirst().body()).isEqualTo("{\"version\":\"2.0.0\",\"revision\":3}");
    }

    @Test
    void saysThatItWouldBeRefused() {
        PlanView refused = new PlanView(
                "hello",
                "1.0.0",
                ID,
                false,
                "refused",
                "already-stable",
                "1.0.0 has all traffic already",
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                Map.of(),
                List.of());
        server.answer("POST /services/hello/plan", 200, refused);

        Run run = Run.of(server, "plan", "hello", "1.0.0");

        assertThat(run.out()).contains("It would be refused (already-stable): 1.0.0 has all traffic already");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void printsTheAnswerAsJson() {
        server.answer("POST /services/hello/plan", 200, plan(true, List.of()));

        assertThat(Run.of(server, "-o", "json", "plan", "hello", "2.0.0").out())
                .startsWith("{")
                .contains("\"plan\" : \"" + ID + "\"");
    }

    @Test
    void releasesAPlan() {
        server.answer("GET /services/hello/events", 200, Views.page());
        server.answer("POST /services/hello/release", 202, Views.accepted(7));

        Run.of(server, "release", "hello", "2.0.0", "--plan", ID, "--detach");

        assertThat(server.requests("POST /services/hello/release").getFirst().body())
                .isEqualTo("{\"version\":\"2.0.0\",\"plan\":\"" + ID + "\"}");
    }
}
