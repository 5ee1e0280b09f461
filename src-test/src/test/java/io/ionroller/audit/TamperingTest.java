package io.ionroller.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.api.cli.client.KeyFiles;
import io.ionroller.audit.AuditedServer.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody changes the database of a server that has really released something; the command line tells. */
@Timeout(180)
final class TamperingTest {

    @TempDir
    private Path folder;

    private AuditedServer server(String kind, String interval) throws Exception {
        KeyFiles keys = KeyFiles.generate(folder);
        return new AuditedServer(
                folder,
                kind,
                "ionroller.audit.checkpoints { folder = \"" + folder.resolve("checkpoints") + "\", key = \""
                        + keys.privateKey() + "\", interval = " + interval + " }");
    }

    private Ran verified(AuditedServer server) {
        return server.run(
                "audit",
                "verify",
                "--checkpoint",
                folder.resolve("checkpoints").toString(),
                "--key",
                folder.resolve("ionroller-audit-public.pem").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "postgresql"})
    void oneByteOfOneEventAndTheLastTenEvents(String kind) throws Exception {
        try (AuditedServer server = server(kind, "1h")) {
            server.release("other", "1.0.0");
            server.release("hello", "1.0.0", "2.0.0");
            assertThat(server.run("audit", "verify").out()).startsWith("Intact: ");
            assertThat(server.run("audit", "checkpoint").exitCode()).isZero();
            assertThat(verified(server).exitCode()).isZero();

            String event = "service = 'hello' AND sequence_nr = 5";
            String payload = server.read("SELECT payload FROM event_journal WHERE " + event);
            String changed = payload.replaceFirst("\"who\":\"(.)", "\"who\":\"x");
            server.tamper("UPDATE event_journal SET payload = '" + changed + "' WHERE " + event);
            Ran oneByte = server.run("audit", "verify");
            assertThat(oneByte.exitCode()).isEqualTo(1);
            assertThat(oneByte.out().lines()).hasSize(2);
            assertThat(oneByte.out()).containsPattern("^hello event 5 \\(offset \\d+\\) does not fit: ");
            assertThat(server.run("audit", "verify", "other").exitCode()).isZero();

            server.tamper("UPDATE event_journal SET payload = '" + payload + "' WHERE " + event);
            assertThat(verified(server).exitCode()).isZero();

            assertThat(server.tamper("DELETE FROM event_journal WHERE event_offset >"
                            + " (SELECT max(event_offset) - 10 FROM event_journal)"))
                    .isEqualTo(10);
            assertThat(server.run("audit", "verify").exitCode())
                    .as("nothing later shows it")
                    .isZero();
            Ran lastTen = verified(server);
            assertThat(lastTen.exitCode()).isEqualTo(1);
            assertThat(lastTen.out())
                    .contains("hello: the checkpoint says event", "10 events were removed from the end");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "postgresql"})
    void checkpointsAreWrittenByThemselvesAndTellOfAChainThatWasComputedAnew(String kind) throws Exception {
        try (AuditedServer server = server(kind, "1s")) {
            server.release("hello", "1.0.0");
            Awaitility.await("a checkpoint of everything")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> checkpointed(server.read("SELECT max(event_offset) FROM event_journal")));

            // The next start chains anew what has no hash, as whoever knows the code can do by hand.
            server.restart(
                    "UPDATE event_journal SET who = 'eve' WHERE who = 'ann'", "UPDATE event_journal SET hash = NULL");
            server.release("hello", "2.0.0");

            assertThat(server.run("audit", "verify").exitCode())
                    .as("the chain alone is whole")
                    .isZero();
            Ran against = verified(server);
            assertThat(against.exitCode()).isEqualTo(1);
            assertThat(against.out()).contains("the journal was written anew");
        }
    }

    private boolean checkpointed(String offset) throws Exception {
        Path checkpoints = folder.resolve("checkpoints");
        if (!Files.isDirectory(checkpoints)) {
            return false;
        }
        try (Stream<Path> files = Files.list(checkpoints)) {
            return files.filter(file -> file.toString().endsWith(".ndjson")).sorted().reduce((a, b) -> b).stream()
                    .anyMatch(file -> contains(file, "\"offset\":" + offset + ","));
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
