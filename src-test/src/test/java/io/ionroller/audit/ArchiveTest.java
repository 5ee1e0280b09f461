package io.ionroller.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.api.cli.client.KeyFiles;
import io.ionroller.audit.AuditedServer.Ran;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The archive of a service proves itself without a server. */
@Timeout(180)
final class ArchiveTest {

    @TempDir
    private Path folder;

    @Test
    void theArchiveOfAServiceIsProvedByItsLinesAndItsCheckpoint() throws Exception {
        KeyFiles keys = KeyFiles.generate(folder);
        Path file = folder.resolve("hello.ndjson");
        Path key = folder.resolve("ionroller-audit-public.pem");
        try (AuditedServer server = new AuditedServer(
                folder,
                "embedded",
                "ionroller.audit.checkpoints { folder = \"" + folder.resolve("checkpoints") + "\", key = \""
                        + keys.privateKey() + "\" }")) {
            server.release("hello", "1.0.0");
            server.release("other", "1.0.0");

            Ran archived = server.run("audit", "archive", "hello", "--to", file.toString());

            assertThat(archived).extracting(Ran::exitCode, Ran::err).containsExactly(0, "");
            assertThat(archived.out()).contains("events of hello up to offset", "Its proof is " + file + ".checkpoint");
            assertThat(server.run("audit", "archive", "hello", "--to", file.toString())
                            .exitCode())
                    .isEqualTo(1);
            assertThat(server.run(
                                    "audit",
                                    "archive",
                                    "nobody",
                                    "--to",
                                    folder.resolve("n").toString())
                            .err())
                    .contains("there is no event of nobody");
            eachLineNamesTheHashOfTheOneBefore(file);
            assertThat(verified(server, file, key).exitCode()).isZero();

            List<String> lines = Files.readAllLines(file);
            Files.write(file, lines.subList(0, lines.size() - 2));
            assertThat(server.run("audit", "verify", "--archive", file.toString())
                            .exitCode())
                    .isZero();
            assertThat(verified(server, file, key).out())
                    .contains("NOT INTACT", "the archive has " + (lines.size() - 2));

            Files.writeString(file, String.join("\n", lines).replaceFirst("\"who\":\"ann\"", "\"who\":\"eve\"") + "\n");
            assertThat(verified(server, file, key).out()).contains("NOT INTACT: line 2 does not follow");
        }
    }

    private static Ran verified(AuditedServer server, Path file, Path key) {
        return server.run(
                "audit",
                "verify",
                "--archive",
                file.toString(),
                "--checkpoint",
                file + ".checkpoint",
                "--key",
                key.toString());
    }

    private static void eachLineNamesTheHashOfTheOneBefore(Path file) throws Exception {
        String before = null;
        for (String line : Files.readAllLines(file)) {
            assertThat(line).contains(before == null ? "{\"at\":" : "\"previous\":\"" + before + "\"");
            before = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
