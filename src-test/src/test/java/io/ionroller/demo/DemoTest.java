package io.ionroller.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.api.app.Server;
import io.ionroller.api.app.ServerSettings;
import io.ionroller.api.app.demo.Demo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration goes as it must: a release, a canary, a failure that is taken back, a rollback, and a clean end. */
final class DemoTest {

    @TempDir
    Path folder;

    @Test
    void tellsItsStoryToTheEndAndLosesNoRequest() throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        boolean well;
        try (Server server = Server.start(new ServerSettings("127.0.0.1", 0, folder));
                PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8)) {
            server.awaitReady();
            well = Demo.local(out).run(server.address(), false);
        }
        String story = written.toString(StandardCharsets.UTF_8);
        assertThat(well).as(story).isTrue();
        assertThat(story).contains("release 3 of 3.0.0 is rolled-back", "warm rollback to 1.0.0", " 0 failed");
    }
}
