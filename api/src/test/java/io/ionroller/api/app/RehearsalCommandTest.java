package io.ionroller.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The command line against a real server: releases, a canary, a rollback, and every list. */
@Timeout(90)
final class RehearsalCommandTest {

    @Test
    void playsEveryCommandAgainstAServer() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exitCode = new RehearsalCommand(new PrintStream(out, true, StandardCharsets.UTF_8)).call();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "✔ Release 1 of hello (1.0.0) is completed",
                        "✔ Release 2 of hello (2.0.0) is completed",
                        "✔ Release 3 of hello (1.0.0) is completed",
                        "hello    1.0.0 (3)",
                        "warm rollback")
                .doesNotContain("error:", "Not rehearsed");
        assertThat(exitCode).isZero();
    }
}
