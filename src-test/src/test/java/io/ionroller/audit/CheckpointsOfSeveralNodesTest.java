package io.ionroller.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.api.cli.client.KeyFiles;
import io.ionroller.audit.AuditedServer.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes that both think they lead, as in a divided cluster, write checkpoints into one folder while events are stored. */
@Timeout(180)
final class CheckpointsOfSeveralNodesTest {

    private static final int ASKED_FOR = 24;

    @TempDir
    private Path folder;

    @Test
    void areOneChainThatNothingContradicts() throws Exception {
        KeyFiles keys = KeyFiles.generate(folder);
        Path checkpoints = folder.resolve("checkpoints");
        try (AuditedServer one = new AuditedServer(
                        folder.resolve("one"),
                        "postgresql",
                        "ionroller.audit.checkpoints { folder = \"" + checkpoints + "\", key = \"" + keys.privateKey()
                                + "\", interval = 1s }");
                AuditedServer two = one.beside(folder.resolve("two"))) {
            IntStream.range(0, ASKED_FOR).parallel().forEach(i -> {
                one.configure("service-" + i, AuditedServer.CONFIGURATION);
                Ran written = (i % 2 == 0 ? one : two).run("audit", "checkpoint");
                assertThat(written).extracting(Ran::exitCode, Ran::err).containsExactly(0, "");
            });

            Ran verified = two.run(
                    "audit",
                    "verify",
                    "--checkpoint",
                    checkpoints.toString(),
                    "--key",
                    keys.publicKey().toString());
            assertThat(verified.out()).startsWith("Intact: ").contains("compared with checkpoint ");
            try (Stream<Path> files = Files.list(checkpoints)) {
                assertThat(files.count()).isGreaterThanOrEqualTo(ASKED_FOR);
            }
        }
    }
}
