package io.ionroller.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.api.view.LogLevelsView;
import io.ionroller.api.view.LogLevelsView.LogLevelView;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class LogLevelCommandTest {

    private static final LogLevelsView LEVELS = new LogLevelsView(List.of(
            new LogLevelView("io.ionroller", "info", "info"), new LogLevelView("io.ionroller.deploy", "debug", null)));

    private final TinyServer server;

    LogLevelCommandTest() throws IOException {
        server = new TinyServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void showsLevelsAsATable() {
        server.answer("GET /log-levels", 200, LEVELS);
        Run run = Run.of(server, "log-level");
        assertThat(run.out()).isEqualTo("""
                        LOGGER               LEVEL
                        io.ionroller         info
                        io.ionroller.deploy  debug  standard: none
                        """);
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void changesALevelAndTakesItBack() {
        server.answer("PUT /log-levels/io.ionroller.deploy", 200, LEVELS);
        assertThat(Run.of(server, "log-level", "io.ionroller.deploy", "debug").exitCode())
                .isZero();
        server.answer("DELETE /log-levels/io.ionroller.deploy", 200, LEVELS);
        assertThat(Run.of(server, "log-level", "io.ionroller.deploy", "standard")
                        .exitCode())
                .isZero();
    }
}
