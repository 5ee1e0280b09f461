package io.ionroller.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.api.view.ClusterStatus;
import io.ionroller.api.view.ClusterStatus.MemberView;
import io.ionroller.api.view.PlaceView;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ClusterCommandTest {

    private static final MemberView ONE = new MemberView(
            "one", "10.0.0.1:17355", "up", Views.NOON.minusSeconds(3600), true, List.of(), "2.0.0", 50, 7);
    private static final MemberView TWO = new MemberView(
            "two", "10.0.0.2:17355", "up", Views.NOON.minusSeconds(60), true, List.of(), "2.0.0", 50, 12);
    private static final MemberView MISSED = new MemberView(
            "two", "10.0.0.2:17355", "up", Views.NOON.minusSeconds(60), false, List.of(), "2.0.0", null, null);

    private final TinyServer server;

    ClusterCommandTest() throws IOException {
        server = new TinyServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void showsTheNodesAsATable() {
        server.answer("GET /cluster", 200, new ClusterStatus("one", "two", List.of(ONE, TWO), 100, true, 0L));
        Run run = Run.of(server, "cluster");
        assertThat(run.out()).isEqualTo("""
                        NODE  ADDRESS         STATUS  SINCE      VERSION  SHARDS  OWNERS
                        one   10.0.0.1:17355  up      1 h ago    2.0.0        50       7  answers
                        two   10.0.0.2:17355  up      1 min ago  2.0.0        50      12  leads
                        """);
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void saysWhatIsNotKnownAndFails() {
        server.answer("GET /cluster", 200, new ClusterStatus("one", null, List.of(ONE, MISSED), 100, false, null));
        Run run = Run.of(server, "cluster");
        assertThat(run.out())
                .contains("up, unreachable", "     ?       ?", "Not every node has said what lives on it")
                .contains("the store does not answer");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void saysHowFarTheListsAreBehind() {
        server.answer("GET /cluster", 200, new ClusterStatus("one", "one", List.of(ONE), 100, true, 12L));
        Run run = Run.of(server, "cluster");
        assertThat(run.out()).endsWith("The lists of services and releases are 12 events behind.\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void saysWhereAServiceLives() {
        server.answer(
                "GET /cluster/services/hello", 200, new PlaceView("hello", "42", "two", "10.0.0.2:17355", true, true));
        Run run = Run.of(server, "cluster", "hello");
        assertThat(run.out())
                .isEqualTo("hello belongs to shard 42 on node two (10.0.0.2:17355); its owner is awake.\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void saysWhenNobodyHasTheServiceOrNobodyKnows() {
        server.answer("GET /cluster/services/calm", 200, new PlaceView("calm", "7", null, null, true, false));
        server.answer("GET /cluster/services/lost", 200, new PlaceView("lost", "8", null, null, false, null));
        Run calm = Run.of(server, "cluster", "calm");
        Run lost = Run.of(server, "cluster", "lost");
        assertThat(calm.out()).contains("no node has started").doesNotContain("ask again");
        assertThat(calm.exitCode()).isZero();
        assertThat(lost.out()).contains("ask again");
        assertThat(lost.exitCode()).isEqualTo(1);
    }

    @Test
    void printsTheAnswerOfTheServerAsJson() {
        server.answer("GET /cluster", 200, new ClusterStatus("one", "one", List.of(ONE), 100, true, 0L));
        assertThat(Run.of(server, "cluster", "-o", "json").out())
                .startsWith("{")
                .contains("\"shards_known\" : true");
    }
}
