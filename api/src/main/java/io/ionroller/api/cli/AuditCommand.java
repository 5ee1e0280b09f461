package io.ionroller.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.api.cli.client.ArchiveFile;
import io.ionroller.api.cli.client.CheckpointFile;
import io.ionroller.api.cli.client.KeyFiles;
import io.ionroller.api.cli.client.Target;
import io.ionroller.api.view.CheckpointWrittenView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ionroller audit}. */
@Command(name = "audit", description = "Proves that stored events are as they were stored.")
final class AuditCommand implements Runnable {

    private final RootCommand root;

    @Spec
    private @Nullable CommandSpec spec;

    AuditCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(root.out());
        }
    }

    /** {@code ionroller audit verify}. */
    @Command(
            name = "verify",
            description =
                    "Has the server compute the hashes of all events anew, and names the first of each service that does"
                            + " not fit.",
            footer = {
                "",
                "With a checkpoint it also notices events that are missing at the end, and a journal that was written anew. The",
                "signature is looked at here, with your key; only its offset is sent to the server.",
                "Exits with 0 only if everything fits."
            })
    static final class Verify implements Callable<Integer> {

        private final RootCommand root;

        @Parameters(index = "0", arity = "0..1", paramLabel = "SERVICE", description = "Without it: all services.")
        private @Nullable String service;

        @Option(
                names = "--checkpoint",
                paramLabel = "PATH",
                description = "A checkpoint, or a folder: then all of them, one after the other.")
        private @Nullable Path checkpoint;

        @Option(names = "--key", paramLabel = "FILE", description = "The public key of the checkpoints (PEM).")
        private @Nullable Path key;

        @Option(
                names = "--archive",
                paramLabel = "FILE",
                description = "Look at this archive instead, without a server.")
        private @Nullable Path archive;

        Verify(RootCommand root) {
            this.root = root;
        }

        @Override
        public Integer call() {
            if ((checkpoint == null) != (key == null)) {
                throw new InputException("--checkpoint and --key belong together");
            }
            if (archive != null) {
                return archived(archive);
            }
            CheckpointFile signed = checkpoint == null || key == null ? null : readable(checkpoint, key);
            return new Verifying(root.session().patient(), service, signed).run();
        }

        private int archived(Path file) {
            try {
                ArchiveFile read = checkpoint == null || key == null
                        ? ArchiveFile.read(file)
                        : ArchiveFile.read(file, readable(checkpoint, key));
                root.session()
                        .print("Intact: " + read.events() + " events of " + read.service()
                                + (checkpoint == null
                                        ? "; its end is proved by a checkpoint only"
                                        : ", as the checkpoint says"));
                return ExitCode.OK;
            } catch (IllegalArgumentException e) {
                root.session().print("NOT INTACT: " + e.getMessage());
                return ExitCode.FAILED;
            }
        }

        private static CheckpointFile readable(Path checkpoint, Path key) {
            try {
                return CheckpointFile.newest(checkpoint, KeyFiles.publicKey(key));
            } catch (IllegalArgumentException e) {
                throw new InputException(String.valueOf(e.getMessage()));
            }
        }
    }

    /** {@code ionroller audit keygen}. */
    @Command(
            name = "keygen",
            description = "Makes a pair of keys: the private one signs checkpoints, the public one proves them.")
    static final class KeyGen implements Callable<Integer> {

        private final RootCommand root;

        @Option(names = "--folder", paramLabel = "DIR", description = "Where to write the two files (here).")
        private Path folder = Path.of("");

        KeyGen(RootCommand root) {
            this.root = root;
        }

        @Override
        public Integer call() {
            try {
                KeyFiles files = KeyFiles.generate(folder);
                root.session()
                        .print("Private key: " + files.privateKey()
                                + " (for the server only: ionroller.audit.checkpoints.key)");
                root.session().print("Public key:  " + files.publicKey() + " (for whoever verifies)");
                return ExitCode.OK;
            } catch (FileAlreadyExistsException e) {
                throw new InputException(e.getFile() + " exists already, and a key is never overwritten");
            } catch (IOException e) {
                throw new InputException("the keys cannot be written to " + folder.toAbsolutePath() + ": " + e);
            }
        }
    }

    /** {@code ionroller audit checkpoint}. */
    @Command(
            name = "checkpoint",
            description = "Has the server write a signed checkpoint now, besides those of its schedule.")
    static final class Checkpoint implements Callable<Integer> {

        private final RootCommand root;

        @Option(names = "--to", paramLabel = "FILE", description = "Also write it to this file, which must not exist.")
        private @Nullable Path to;

        Checkpoint(RootCommand root) {
            this.root = root;
        }

        @Override
        public Integer call() {
            Session session = root.session();
            JsonNode answer = session.change("POST", Target.of("audit", "checkpoints"), (JsonNode) null);
            CheckpointWrittenView written = session.client().read(answer, CheckpointWrittenView.class);
            if (to != null) {
                save(to, written.document());
            }
            if (session.json()) {
                session.print(answer);
            } else {
                session.print(written.name() + " covers " + written.services() + " services up to offset "
                        + written.offset());
            }
            return ExitCode.OK;
        }

        private static void save(Path file, String document) {
            try {
                Files.writeString(file, document, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
            } catch (IOException e) {
                throw new InputException("the checkpoint was written, but not to " + file + ": " + e);
            }
        }
    }
}
