package io.ionroller.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.api.audit.CheckpointFolder;
import io.ionroller.api.audit.Checkpoints;
import io.ionroller.api.audit.SigningKey;
import io.ionroller.api.cli.TinyServer.Answer;
import io.ionroller.api.view.CheckpointWrittenView;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.EventChain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class AuditCommandTest {

    private static final String INTACT = "{\"kind\":\"result\",\"events\":12,\"services\":2,\"intact\":true}\n";

    @TempDir
    private Path folder;

    private final TinyServer server;

    AuditCommandTest() throws IOException {
        server = new TinyServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void finds(String... lines) {
        server.answer("GET /audit/verify", () -> new Answer(200, "application/x-ndjson", String.join("", lines)));
    }

    private static String head(String service, long sequence, String hash) {
        return "{\"kind\":\"head\",\"service\":\"" + service + "\",\"sequence\":" + sequence + ",\"hash\":\"" + hash
                + "\"}\n";
    }

    /** A checkpoint of hello at event 9 and other at event 3, offset 12. */
    private String checkpoint() {
        Run.of(server, "audit", "keygen", "--folder", folder.toString());
        EventChain chain = new EventChain() {
            @Override
            public Check check(@Nullable ServiceName service, @Nullable Long headsAt) {
                throw new UnsupportedOperationException();
            }

            @Override
            public CompletionStage<List<Hashed>> hashed(ServiceName service, long after, int limit) {
                throw new UnsupportedOperationException();
            }

            @Override
            public CompletionStage<Heads> heads() {
                return CompletableFuture.completedFuture(
                        new Heads(12, List.of(new Head("hello", 9, "aa"), new Head("other", 3, "bb"))));
            }
        };
        SigningKey key = SigningKey.read(folder.resolve("ionroller-audit-private.pem"));
        new Checkpoints(chain, new CheckpointFolder(folder), key, () -> Views.NOON, Runnable::run)
                .write()
                .toCompletableFuture()
                .join();
        return folder.resolve("checkpoint-000000001.ndjson").toString();
    }

    private Run verified(String checkpoint, String... service) {
        String key = folder.resolve("ionroller-audit-public.pem").toString();
        return service.length == 0
                ? Run.of(server, "audit", "verify", "--checkpoint", checkpoint, "--key", key)
                : Run.of(server, "audit", "verify", service[0], "--checkpoint", checkpoint, "--key", key);
    }

    @Test
    void succeedsOnlyWhenEverythingFits() {
        finds("{\"kind\":\"progress\",\"events\":10,\"services\":1}\n", INTACT);

        Run run = Run.of(server, "audit", "verify");

        assertThat(run.out()).isEqualTo("Intact: 12 events of 2 services\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void namesTheEventThatDoesNotFit() {
        finds(
                "{\"kind\":\"broken\",\"service\":\"hello\",\"sequence\":7,\"offset\":19,\"flaw\":\"altered\","
                        + "\"expected\":\"aa\",\"found\":\"bb\"}\n",
                "{\"kind\":\"broken\",\"service\":\"other\",\"sequence\":2,\"flaw\":\"missing\","
                        + "\"expected\":\"event 2\",\"found\":\"event 3\"}\n",
                "{\"kind\":\"hole\",\"offset\":4}\n",
                "{\"kind\":\"result\",\"events\":12,\"services\":2,\"intact\":false}\n");

        Run run = Run.of(server, "audit", "verify");

        assertThat(run.out()).isEqualTo("""
                        hello event 7 (offset 19) does not fit: its content gives aa, stored is bb
                        other event 2 is missing: the next one is event 3
                        Offset 4 has no event, but later ones have: events were removed
                        NOT INTACT: 12 events of 2 services
                        """);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void anAnswerWithoutEndProvesNothing() {
        finds("{\"kind\":\"progress\",\"events\":10,\"services\":1}\n");

        Run run = Run.of(server, "audit", "verify");

        assertThat(run.err()).contains("broke off");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void comparesWithACheckpoint() {
        String checkpoint = checkpoint();
        finds(head("hello", 9, "aa"), head("other", 3, "bb"), head("new", 1, "cc"), INTACT);

        Run run = verified(checkpoint);

        assertThat(run.out()).contains("Intact", "compared with checkpoint 1 of");
        assertThat(run.exitCode()).isZero();
        assertThat(server.requests().getLast().target()).isEqualTo("/audit/verify?heads_at=12");
    }

    @Test
    void noticesAnEndThatWasRemovedAChainThatWasWrittenAnewAndAServiceThatIsGone() {
        String checkpoint = checkpoint();

        finds(head("hello", 5, "xx"), head("other", 3, "bb"), INTACT);
        Run removed = verified(checkpoint);
        finds(head("hello", 9, "xx"), head("other", 3, "bb"), INTACT);
        Run anew = verified(checkpoint);
        finds(head("hello", 9, "aa"), INTACT);
        Run gone = verified(checkpoint);

        assertThat(removed.out()).contains("its last event is 5: 4 events were removed from the end", "NOT INTACT");
        assertThat(anew.out()).contains("event 9 has xx: the journal was written anew", "NOT INTACT");
        assertThat(gone.out()).contains("other: the checkpoint says event 3", "all were removed", "NOT INTACT");
        assertThat(List.of(removed.exitCode(), anew.exitCode(), gone.exitCode()))
                .containsOnly(1);
    }

    @Test
    void comparesOneServiceOnly() {
        String checkpoint = checkpoint();
        finds(head("hello", 9, "aa"), INTACT);

        assertThat(verified(checkpoint, "hello").exitCode()).isZero();
    }

    @Test
    void refusesACheckpointWithoutAskingWhenItsSignatureIsNotGood() throws IOException {
        String checkpoint = checkpoint();
        Path other = java.nio.file.Files.createDirectory(folder.resolve("other"));
        Run.of(server, "audit", "keygen", "--folder", other.toString());
        String key = other.resolve("ionroller-audit-public.pem").toString();

        Run run = Run.of(server, "audit", "verify", "--checkpoint", checkpoint, "--key", key);

        assertThat(run.err()).contains("was not signed with the key");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(server.requests()).isEmpty();
        assertThat(Run.of(server, "audit", "verify", "--checkpoint", checkpoint).err())
                .contains("belong together");
    }

    @Test
    void savesTheCheckpointThatTheServerWrote() {
        server.answer(
                "POST /audit/checkpoints",
                201,
                new CheckpointWrittenView("checkpoint-000000007.ndjson", 7, Views.NOON, 12, 2, "one\ntwo\n"));
        Path copy = folder.resolve("copy");

        Run run = Run.of(server, "audit", "checkpoint", "--to", copy.toString());

        assertThat(run.out()).isEqualTo("checkpoint-000000007.ndjson covers 2 services up to offset 12\n");
        assertThat(copy).content().isEqualTo("one\ntwo\n");
        assertThat(Run.of(server, "audit", "checkpoint", "--to", copy.toString())
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void keygenNeverOverwrites() {
        Run first = Run.of(server, "audit", "keygen", "--folder", folder.toString());
        Run second = Run.of(server, "audit", "keygen", "--folder", folder.toString());

        assertThat(first.out()).contains("ionroller-audit-private.pem", "ionroller-audit-public.pem");
        assertThat(second.err()).contains("exists already");
        assertThat(second.exitCode()).isEqualTo(1);
    }
}
