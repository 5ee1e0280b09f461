package io.ionroller.api.cli;

import io.ionroller.api.cli.client.ArchiveFile;
import io.ionroller.api.cli.client.ClientException;
import io.ionroller.api.cli.client.Target;
import io.ionroller.api.view.CheckpointWrittenView;
import io.ionroller.api.view.VerificationLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ionroller audit archive}. */
@Command(
        name = "archive",
        description = "Writes all events of a service to a file that proves itself; nothing is deleted on the server.",
        footer = {
            "",
            "The SHA-256 of each line is what the next line has as previous. Beside the file comes FILE.checkpoint, which proves",
            "the last line, if the server writes checkpoints: ionroller audit verify --archive FILE --checkpoint FILE.checkpoint",
            "--key PUBLIC.pem needs no server."
        })
final class ArchiveCommand implements Callable<Integer> {

    private final RootCommand root;

    @Parameters(index = "0", paramLabel = "SERVICE", description = "The service, such as one that is closed.")
    private String service = "";

    @Option(names = "--to", required = true, paramLabel = "FILE", description = "Where to; it must not exist.")
    private Path to = Path.of("");

    ArchiveCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Session session = root.session().patient();
        try {
            copy(session);
            ArchiveFile archive = ArchiveFile.read(to);
            proved(session, archive);
            session.print(archive.events() + " events of " + service + " up to offset " + archive.offset() + " are in "
                    + to + "; SHA-256 of the last: " + archive.hash());
            session.print(checkpoint(session));
            return ExitCode.OK;
        } catch (IOException e) {
            throw new InputException(to + " cannot be written: " + e);
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    to + " does not prove itself: " + e.getMessage() + ". Run: ionroller audit verify " + service);
        }
    }

    /** What broke off is no archive and does not stay. */
    private void copy(Session session) throws IOException {
        try (OutputStream out = Files.newOutputStream(to, StandardOpenOption.CREATE_NEW)) {
            session.client().copy(Target.of("services", service, "archive"), out);
        } catch (ClientException e) {
            Files.delete(to);
            throw e;
        }
    }

    /** The last line has no successor that names its hash; the journal has it. */
    private void proved(Session session, ArchiveFile archive) {
        List<VerificationLine> heads = new ArrayList<>();
        session.client()
                .lines(
                        Target.of("audit", "verify").with("service", service).with("heads_at", archive.offset()),
                        line -> heads.add(session.client().read(line, VerificationLine.class)));
        if (heads.stream().noneMatch(head -> archive.hash().equals(head.hash()))) {
            throw new IllegalArgumentException("the last line has not the hash that is stored with its event");
        }
    }

    private String checkpoint(Session session) throws IOException {
        try {
            CheckpointWrittenView written = session.client()
                    .read(
                            session.change("POST", Target.of("audit", "checkpoints"), new byte[0]),
                            CheckpointWrittenView.class);
            Path proof = Path.of(to + ".checkpoint");
            Files.writeString(proof, written.document(), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
            return "Its proof is " + proof;
        } catch (ClientException.Refused refused) {
            return "It has no proof but itself: " + refused.problem().detail();
        }
    }
}
