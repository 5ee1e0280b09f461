package io.ionroller.api.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.ionroller.api.cli.client.CheckpointFile;
import io.ionroller.api.cli.client.KeyFiles;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.EventChain;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckpointsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path home;

    private Path folder;
    private KeyFiles keys;
    private PublicKey open;
    private EventChain.Heads heads = new EventChain.Heads(
            5, List.of(new EventChain.Head("hello", 3, "aa"), new EventChain.Head("other", 2, "bb")));

    @BeforeEach
    void makeKeys() throws IOException {
        folder = home.resolve("checkpoints");
        keys = KeyFiles.generate(home);
        open = KeyFiles.publicKey(keys.publicKey());
    }

    private final EventChain chain = new EventChain() {
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
            return CompletableFuture.completedFuture(heads);
        }
    };

    private Checkpoints checkpoints(CheckpointStore store) {
        return new Checkpoints(chain, store, SigningKey.read(keys.privateKey()), () -> NOON, Runnable::run);
    }

    private Checkpoints.Written write() {
        return checkpoints(new CheckpointFolder(folder))
                .write()
                .toCompletableFuture()
                .join();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void writesWhereAllChainsAreAndWhoeverHasThePublicKeyCanTell() throws IOException {
        Checkpoints.Written written = write();

        assertThat(folder.resolve("checkpoint-000000001.ndjson")).content().isEqualTo(written.document());
        assertThat(written.document().lines().findFirst())
                .hasValue("{\"number\":1,\"at\":\"2026-03-01T12:00:00Z\",\"offset\":5,\"heads\":{"
                        + "\"hello\":{\"sequence\":3,\"hash\":\"aa\"},\"other\":{\"sequence\":2,\"hash\":\"bb\"}}}");
        assertThat(CheckpointFile.newest(folder, open).checkpoint()).isEqualTo(written.checkpoint());
        assertThat(names()).as("nothing half-written is left").hasSize(1);
    }

    @Test
    void everyCheckpointContainsTheHashOfTheOneBefore() throws IOException {
        write();
        write();
        Checkpoints.Written third = write();

        assertThat(third.checkpoint().number()).isEqualTo(3);
        assertThat(CheckpointFile.newest(folder, open).checkpoint()).isEqualTo(third.checkpoint());

        Files.writeString(folder.resolve("checkpoint-000000002.ndjson"), " ", java.nio.file.StandardOpenOption.APPEND);
        assertThatThrownBy(() -> CheckpointFile.newest(folder, open)).hasMessageContaining("000000002");
        Files.delete(folder.resolve("checkpoint-000000002.ndjson"));
        assertThatThrownBy(() -> CheckpointFile.newest(folder, open))
                .hasMessageContaining("one is missing between them");
    }

    @Test
    void refusesACheckpointThatWasChangedOrSignedByAnotherKey() throws IOException {
        Path file = folder.resolve(write().name());
        PublicKey other =
                KeyFiles.publicKey(KeyFiles.generate(home.resolve("other")).publicKey());

        assertThatThrownBy(() -> CheckpointFile.newest(file, other)).hasMessageContaining("not signed with the key");
        Files.writeString(file, Files.readString(file).replace("\"sequence\":3", "\"sequence\":4"));
        assertThatThrownBy(() -> CheckpointFile.newest(file, open)).hasMessageContaining("was changed since");
    }

    @Test
    void writesNothingOnScheduleWhenNothingHasHappened() {
        Checkpoints checkpoints = checkpoints(new CheckpointFolder(folder));

        assertThat(checkpoints.writeNews().toCompletableFuture().join()).isPresent();
        assertThat(checkpoints.writeNews().toCompletableFuture().join()).isEmpty();
        heads = new EventChain.Heads(
                6, List.of(new EventChain.Head("hello", 4, "cc"), heads.heads().getLast()));
        assertThat(checkpoints.writeNews().toCompletableFuture().join()).isPresent();
    }

    @Test
    void neverSignsWhatContradictsTheOneBefore() throws IOException {
        write();

        heads = new EventChain.Heads(
                4, List.of(new EventChain.Head("hello", 2, "aa"), heads.heads().getLast()));
        assertThatThrownBy(this::write)
                .hasCauseInstanceOf(Checkpoints.Contradiction.class)
                .hasMessageContaining("says that hello has event 3, but it has only 2");
        heads = new EventChain.Heads(4, List.of(new EventChain.Head("hello", 3, "aa")));
        assertThatThrownBy(this::write).hasMessageContaining("other has event 2, but it has only none");
        heads = new EventChain.Heads(
                5, List.of(new EventChain.Head("hello", 3, "xx"), new EventChain.Head("other", 2, "bb")));
        assertThatThrownBy(this::write).hasMessageContaining("with the hash aa, but it has xx");
        assertThat(names()).hasSize(1);
    }

    /** The other node writes while this one is between two of its steps; nobody sees a contradiction in that. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void goesBehindWhatAnotherNodeWritesMeanwhile(boolean whileChainsAreRead) {
        AtomicBoolean once = new AtomicBoolean(true);
        Runnable otherNode = () -> {
            if (once.getAndSet(false)) {
                heads = new EventChain.Heads(
                        6,
                        List.of(
                                new EventChain.Head("hello", 4, "cc"),
                                heads.heads().getLast()));
                write();
            }
        };
        CheckpointFolder shared = new CheckpointFolder(folder);
        CheckpointStore between = new CheckpointStore() {
            @Override
            public Optional<Stored> newest() throws IOException {
                Optional<Stored> newest = shared.newest();
                if (whileChainsAreRead) {
                    otherNode.run();
                }
                return newest;
            }

            @Override
            public boolean add(Stored checkpoint) throws IOException {
                otherNode.run();
                return shared.add(checkpoint);
            }
        };

        Checkpoints.Written written =
                checkpoints(between).write().toCompletableFuture().join();

        assertThat(written.checkpoint().number()).isEqualTo(2);
        assertThat(written.checkpoint().heads().get("hello").sequence()).isEqualTo(4);
        assertThat(CheckpointFile.newest(folder, open).checkpoint()).isEqualTo(written.checkpoint());
    }

    @Test
    void thePrivateKeyIsForItsOwnerOnlyAndNeverOverwritten() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.privateKey())))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> KeyFiles.generate(home)).isInstanceOf(java.nio.file.FileAlreadyExistsException.class);
        Files.delete(keys.publicKey());
        assertThatThrownBy(() -> KeyFiles.generate(home)).isInstanceOf(java.nio.file.FileAlreadyExistsException.class);
    }

    @Test
    void saysWhatIsWrongWithAKeyButNotWhatItIs() throws IOException {
        Path file = Files.writeString(home.resolve("bad.pem"), "secret");

        assertThatThrownBy(() -> SigningKey.read(file))
                .hasMessageContaining("bad.pem is no private key")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> SigningKey.read(keys.publicKey())).hasMessageContaining("no private key");
        assertThatThrownBy(() -> SigningKey.read(home.resolve("none"))).hasMessageContaining("cannot be read");
    }

    private static Optional<CheckpointSettings> settings(String... lines) {
        return CheckpointSettings.from(
                ConfigFactory.parseString("ionroller.audit.checkpoints { " + String.join("\n", lines) + " }")
                        .withFallback(ConfigFactory.defaultReference()));
    }

    private static void refuses(String key, String... lines) {
        assertThatThrownBy(() -> settings(lines))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("ionroller.audit.checkpoints" + key);
    }

    @Test
    void settingsNameAFolderOrABucket() {
        assertThat(settings()).isEmpty();
        assertThat(settings("folder = /c", "key = /k"))
                .hasValueSatisfying(
                        told -> assertThat(told.place()).isEqualTo(new CheckpointPlace.Folder(Path.of("/c"))));
        assertThat(settings(
                        "bucket { name = audit, region = eu-west-1, endpoint = \"http://127.0.0.1:9\" }", "key = /k"))
                .hasValueSatisfying(told -> assertThat(told.place())
                        .isEqualTo(new CheckpointPlace.Bucket(
                                "audit", "", Optional.of("eu-west-1"), Optional.of(URI.create("http://127.0.0.1:9")))));
    }

    @Test
    void settingsNameTheKeyThatIsWrong() {
        refuses(".key", "folder = /c");
        refuses(".interval", "folder = /c", "key = /k", "interval = 8d");
        refuses("': both folder and bucket.name", "folder = /c", "bucket.name = audit", "key = /k");
        refuses(".bucket.name", "bucket.name = \"s3://audit\"", "key = /k");
        refuses(".bucket.prefix", "bucket { name = audit, prefix = production }", "key = /k");
        refuses(".bucket.prefix", "bucket { name = audit, prefix = /production/ }", "key = /k");
        refuses(".bucket.endpoint", "bucket { name = audit, endpoint = \"127.0.0.1:9\" }", "key = /k");
    }
}
