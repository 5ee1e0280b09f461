package io.ionroller.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.api.view.OrphansView;
import io.ionroller.api.view.OrphansView.OrphanView;
import io.ionroller.api.view.OrphansView.ResourceView;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class SweepCommandTest {

    private static final String LIST = "GET /platforms/ec2/orphans";
    private static final String REMOVAL = "POST /platforms/ec2/orphans/removal";

    private final TinyServer server;

    SweepCommandTest() throws IOException {
        server = new TinyServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static OrphanView orphan(String state, String reason) {
        return new OrphanView(
                "hello-1",
                "own/eu-west-1",
                List.of(
                        new ResourceView("target-group", "hello-1-0123456789", "arn:tg"),
                        new ResourceView("launch-template", "ionroller-hello-1-0123456789", "lt-1")),
                Views.NOON.minusSeconds(7200),
                state,
                reason);
    }

    private static OrphansView view(List<OrphanView> orphans, String... failures) {
        return new OrphansView(orphans, List.of("own/eu-west-1"), List.of(failures), Views.NOON);
    }

    @Test
    void listsOrphansWithReasonAndSums() {
        server.answer(LIST, 200, view(List.of(orphan("kept", "it has weight 1 of 1"))));
        Run run = Run.of(server, "sweep");
        assertThat(run.out()).isEqualTo("""
                OF       KIND             NAME                          PLACE          MADE     STATE
                hello-1  target-group     hello-1-0123456789            own/eu-west-1  2 h ago  kept
                hello-1  launch-template  ionroller-hello-1-0123456789  own/eu-west-1  2 h ago  kept

                hello-1 is kept: it has weight 1 of 1.
                1 orphan of 2 resources in own/eu-west-1: 1 kept.
                """);
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void saysThatThereIsNone() {
        server.answer(LIST, 200, view(List.of()));
        assertThat(Run.of(server, "sweep").out()).isEqualTo("No orphans in own/eu-west-1.\n");
    }

    @Test
    void removesAndTellsWhatIsGone() {
        server.answer(REMOVAL, 200, view(List.of(orphan("removed", "removed"))));
        Run run = Run.of(server, "sweep", "--remove");
        assertThat(run.out()).endsWith("1 orphan of 2 resources in own/eu-west-1: 1 removed.\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void goesOnUntilNothingIsUnderWay() {
        Iterator<OrphansView> steps = List.of(
                        view(List.of(orphan("removing", "its instances end"))),
                        view(List.of(orphan("removed", "removed"))))
                .iterator();
        server.answer(REMOVAL, () -> TinyServer.json(200, steps.next()));
        Run run = Run.of(server, "sweep", "--remove", "--interval", "1ms");
        assertThat(run.out()).endsWith("1 removed.\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void givesUpWaitingWithThree() {
        server.answer(REMOVAL, 200, view(List.of(orphan("removing", "its instances end"))));
        Run run = Run.of(server, "sweep", "--remove", "--timeout", "0s");
        assertThat(run.out()).contains("hello-1 is removing: its instances end.");
        assertThat(run.exitCode()).isEqualTo(3);
    }

    @Test
    void failsWhenAPlaceCouldNotBeLookedAt() {
        server.answer(LIST, 200, view(List.of(), "own/eu-west-1 could not be looked at: AccessDenied"));
        Run run = Run.of(server, "sweep", "-o", "json");
        assertThat(run.out()).contains("\"failures\"", "AccessDenied");
        assertThat(run.exitCode()).isEqualTo(1);
    }
}
