package io.ionroller.api.cli;

import static io.ionroller.api.cli.Views.accepted;
import static io.ionroller.api.cli.Views.after;
import static io.ionroller.api.cli.Views.during;
import static io.ionroller.api.cli.Views.event;
import static io.ionroller.api.cli.Views.page;
import static io.ionroller.api.cli.Views.release;
import static io.ionroller.api.cli.Views.rollout;
import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.api.view.EventView;
import io.ionroller.api.view.ServiceView;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code release}, {@code rollback} and {@code status --follow} against a server that speaks the views. */
@Timeout(30)
final class FollowCommandTest {

    private static final String RELEASE = "POST /services/hello/release";
    private static final String ROLLBACK = "POST /services/hello/rollback";

    private final TinyServer server;

    FollowCommandTest() throws IOException {
        server = new TinyServer();
    }

    @BeforeEach
    void duringARelease() {
        server.answer("GET /services/hello", 200, during(rollout("shifting", 1)));
        server.answer("GET /services/hello/events", 200, page(event(40, "release-completed", 6, "old")));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void exitsWith0WhenTheReleaseIsCompleted() {
        accept(RELEASE, after(true), "completed", "");
        Run run = Run.of(server, "release", "hello", "2.0.0");
        assertThat(run.out()).isEqualTo("""
                        Release 7 of hello is accepted.
                        2026-11-23 12:00:41 Step 1 began: weight 10%.
                        2026-11-23 12:00:42 It is over.
                        ✔ Release 7 of hello (2.0.0) is completed after 42 s.
                          hello-6 (1.0.0) stays warm until 13:00:00; back to it: ionroller rollback hello 1.0.0
                        """);
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
    }

    @Test
    void followsIntoTheAutomaticRollbackAndExitsWith2() {
        accept(RELEASE, after(false), "rolled-back", "1 of 2 healthy");
        Run run = Run.of(server, "release", "hello", "2.0.0");
        assertThat(run.out()).endsWith("""
                        ✖ Release 7 of hello (2.0.0) was rolled back after 42 s: 1 of 2 healthy
                          traffic: hello-6 (1.0.0) 100%
                          look at: ionroller events hello --release 7, ionroller logs hello hello-7
                        """);
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "aborted", "superseded"})
    void exitsWith2WhenTheReleaseEnds(String phase) {
        accept(RELEASE, after(false), phase, "why");
        assertThat(Run.of(server, "release", "hello", "2.0.0").exitCode()).isEqualTo(2);
    }

    @Test
    void exitsWith0WhenARollbackOutOfTheRolloutInFlightRolledItBack() {
        accept(ROLLBACK, after(false), "rolled-back", "ann asked for it");
        assertThat(Run.of(server, "rollback", "hello").exitCode()).isZero();
    }

    @Test
    void exitsWith2WhenARollbackItselfIsRolledBack() {
        server.answer("GET /services/hello", 200, after(true));
        accept(ROLLBACK, after(true), "rolled-back", "1 of 2 healthy");
        assertThat(Run.of(server, "rollback", "hello", "1.0.0").exitCode()).isEqualTo(2);
    }

    @Test
    void exitsWith3WhenTheTimeIsOver() {
        server.answer(RELEASE, 202, accepted(7));
        Run run = Run.live(server, "release", "hello", "2.0.0", "--timeout", "300ms");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).endsWith("""
                        Stopped following after 300 ms: Release 7 of hello goes on.
                          follow it: ionroller status hello --follow --release 7
                          end it:    ionroller abort hello
                        """);
    }

    @Test
    void returnsAtOnceWhenDetached() {
        server.answer(RELEASE, 202, accepted(7));
        Run run = Run.of(server, "release", "hello", "2.0.0", "--detach");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("""
                        Release 7 of hello is accepted.
                          follow it: ionroller status hello --follow --release 7
                          end it:    ionroller abort hello   (while it still waits: ionroller drop hello VERSION)
                        """);
        assertThat(server.requests("GET /feed")).isEmpty();
    }

    @Test
    void noticesTheEndWithoutTheFeed() {
        server.answer(RELEASE, 202, accepted(7));
        server.answer("GET /services/hello", 200, after(true));
        server.answer("GET /services/hello/releases/7", 200, release("completed", ""));
        assertThat(Run.live(server, "release", "hello", "2.0.0").exitCode()).isZero();
    }

    @Test
    void goesOnAfterALostConnectionWithoutLossOrDuplicate() {
        EventView first = event(41, "step-started", 7, "Step 1 began: weight 10%.");
        AtomicInteger readings = new AtomicInteger();
        server.answer(RELEASE, 202, accepted(7));
        server.answer("GET /services/hello", () -> {
            // The state is read while following: by then the first event was sent.
            if (readings.getAndIncrement() == 1) {
                server.dropFeeds();
                server.emit(event(42, "release-completed", 7, "It is over."));
            }
            return TinyServer.json(200, during(rollout("shifting", 1)));
        });
        server.answer("GET /services/hello/releases/7", 200, release("completed", ""));
        server.emit(first);
        Run run = Run.live(server, "release", "hello", "2.0.0");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).containsOnlyOnce("Step 1 began").containsOnlyOnce("It is over.");
        assertThat(server.requests("GET /feed"))
                .hasSizeGreaterThanOrEqualTo(2)
                .extracting(request -> request.headers().getFirst("Last-Event-ID"))
                .startsWith("40", "41");
    }

    @Test
    void writesOneJsonObjectPerLine() {
        accept(RELEASE, after(true), "completed", "");
        Run run = Run.of(server, "release", "hello", "2.0.0", "-o", "json");
        assertThat(run.out().lines().toList().getLast())
                .isEqualTo("{\"service\":\"hello\",\"release\":7,\"phase\":\"completed\",\"reason\":\"\"}");
        assertThat(run.out()).contains("\"type\":\"release-completed\"");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void followsTheRolloutInFlightAgain() {
        server.answer(
                "GET /services/hello/events", 200, page(event(41, "step-started", 7, "Step 1 began: weight 10%.")));
        server.answer("GET /services/hello/releases/7", 200, release("completed", ""));
        server.emit(event(42, "release-completed", 7, "It is over."));
        Run run = Run.of(server, "status", "hello", "--follow");
        assertThat(run.out()).contains("It is over.").contains("is completed");
        assertThat(run.exitCode()).isZero();
    }

    private void accept(String request, ServiceView then, String phase, String reason) {
        server.answer(request, () -> {
            server.answer("GET /services/hello", 200, then);
            server.answer("GET /services/hello/releases/7", 200, release(phase, reason));
            server.emit(
                    event(41, "step-started", 7, "Step 1 began: weight 10%."),
                    event(42, "release-" + phase, 7, "It is over."));
            return TinyServer.json(202, accepted(7));
        });
    }
}
