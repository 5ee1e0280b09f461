package io.ionroller.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.api.app.Server;
import io.ionroller.api.app.ServerSettings;
import io.ionroller.api.app.demo.Demo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration goes as it must: a release, a canary, a failure that is taken back, a rollback, and a clean end. */
final class DemoTest {

    @TempDir
    Path folder;

    @Test
    void tellsItsStoryToTheEndLosesNoRequestAndCountsWhatHappened() throws IOException, InterruptedException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        boolean well;
        String figures;
        try (Server server = Server.start(new ServerSettings("127.0.0.1", 0, folder));
                PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8)) {
            server.awaitReady();
            well = Demo.local(out).run(server.address(), false);
            figures = figures(server);
        }
        String story = written.toString(StandardCharsets.UTF_8);
        assertThat(well).as(story).isTrue();
        assertThat(story).contains("release 3 of 3.0.0 is rolled-back", "warm rollback to 1.0.0", " 0 failed");
        assertThat(figures)
                .contains("ionroller_releases_ended_total{kind=\"release\",outcome=\"completed\"} 2.0")
                .contains("ionroller_releases_ended_total{kind=\"release\",outcome=\"rolled-back\"} 1.0")
                .contains("ionroller_releases_ended_total{kind=\"warm-rollback\",outcome=\"completed\"} 1.0")
                .contains("ionroller_rollback_seconds_count 1")
                .contains("ionroller_phase_seconds_count{phase=\"paused\",waits_for=\"time\"} 2")
                .contains(
                        "ionroller_platform_call_seconds_count{outcome=\"done\",platform=\"local\",verb=\"ensureTraffic\"}")
                .contains("ionroller_journal_write_seconds_count")
                .contains("ionroller_catalog_lag ");
    }

    private static String figures(Server server) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(server.address().resolve("/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
