package io.ionroller.api.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.api.app.Main;
import io.ionroller.engine.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The log of a server process. */
@Timeout(120)
final class LogFormatTest {

    @TempDir
    private Path folder;

    @Test
    void writesOneJsonObjectALine() throws Exception {
        Process server = server("json");
        try (BufferedReader log = server.errorReader(StandardCharsets.UTF_8)) {
            JsonNode opened = awaitLine(log, "store opened");
            assertThat(opened.path("level").asText()).isEqualTo("INFO");
            assertThat(opened.path("logger_name").asText()).isEqualTo("io.ionroller.persistence.Store");
            assertThat(opened.path("@timestamp").asText()).endsWith("Z");
            assertThat(opened.path("millis").isMissingNode()).isFalse();
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    @Test
    void refusesAFormatThatItDoesNotKnow() throws Exception {
        Process server = server("xml");
        assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitValue()).isEqualTo(1);
        assertThat(new String(server.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("The server cannot start: ", "IONROLLER_LOG_FORMAT", "\"xml\"", "text or json");
    }

    /** Every line before it is JSON too, or reading it fails. */
    private static JsonNode awaitLine(BufferedReader log, String message) throws IOException {
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            JsonNode read = Json.mapper().readTree(line);
            if (read.path("message").asText().equals(message)) {
                return read;
            }
        }
        throw new AssertionError("the server ended without saying '" + message + "'");
    }

    private Process server(String format) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "server",
                "--port",
                "0",
                "--data",
                folder.toString());
        builder.environment().put(LogFormat.VARIABLE, format);
        return builder.start();
    }
}
