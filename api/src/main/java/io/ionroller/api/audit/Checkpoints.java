package io.ionroller.api.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ionroller.api.view.CheckpointView;
import io.ionroller.api.view.CheckpointView.HeadView;
import io.ionroller.api.view.SealView;
import io.ionroller.engine.json.Json;
import io.ionroller.engine.query.EventChain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes checkpoints: one line that says where all chains had come to, and one with the signature of exactly the bytes of the line
 * before it, without its end. Each names the SHA-256 of the whole file before it. Called on a schedule and by the API, from any
 * thread; never blocks its caller. After a crash a checkpoint is there or not.
 */
public final class Checkpoints {

    private static final Pattern NAME = Pattern.compile("checkpoint-\\d{9}\\.ndjson");
    /** One that is lost was won by another node. */
    private static final int ATTEMPTS = 50;

    private final EventChain chain;
    private final CheckpointStore store;
    private final SigningKey key;
    private final InstantSource clock;
    private final Executor blocking;

    /** @param blocking threads that may wait for the disk and for the store */
    public Checkpoints(
            EventChain chain, CheckpointStore store, SigningKey key, InstantSource clock, Executor blocking) {
        this.chain = chain;
        this.store = store;
        this.key = key;
        this.clock = clock;
        this.blocking = blocking;
    }

    /** A checkpoint that was written. */
    public record Written(String name, CheckpointView checkpoint, String document) {}

    /** The journal does not go on from where the newest checkpoint says that it was. */
    public static final class Contradiction extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Contradiction(String message) {
            super(message);
        }
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** The name of the checkpoint with this number. Names are in the order of their numbers. */
    static String name(long number) {
        return String.format(Locale.ROOT, "checkpoint-%09d.ndjson", number);
    }

    /** The number in a name. */
    static long number(String name) {
        return Long.parseLong(name.substring("checkpoint-".length(), name.indexOf('.')));
    }

    /**
     * Writes one.
     *
     * @return fails with {@link Contradiction} when the journal lacks what the newest checkpoint says; then nothing was written
     */
    public CompletionStage<Written> write() {
        return CompletableFuture.supplyAsync(() -> written(true).orElseThrow(), blocking);
    }

    /** As {@link #write()}, but writes nothing when nothing has happened since the newest one. */
    public CompletionStage<Optional<Written>> writeNews() {
        return CompletableFuture.supplyAsync(() -> written(false), blocking);
    }

    /** The chains are read after the newest checkpoint, which another node may have just written: so they are never behind it. */
    private synchronized Optional<Written> written(boolean inAnyCase) {
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                CheckpointStore.Stored newest = store.newest().orElse(null);
                CheckpointView before = newest == null ? null : read(newest);
                EventChain.Heads heads = chain.heads().toCompletableFuture().join();
                Written next = next(before, newest == null ? null : sha256(newest.document()), heads);
                if (!inAnyCase && before != null && before.offset() == heads.offset()) {
                    return Optional.empty();
                }
                byte[] document = next.document().getBytes(StandardCharsets.UTF_8);
                if (store.add(new CheckpointStore.Stored(next.name(), document))) {
                    return Optional.of(next);
                }
            }
            throw new IOException("others write checkpoints at the same time, again and again");
        } catch (IOException e) {
            throw new UncheckedIOException("no checkpoint could be written to " + store + ": " + e.getMessage(), e);
        }
    }

    private Written next(@Nullable CheckpointView before, @Nullable String previous, EventChain.Heads heads) {
        TreeMap<String, HeadView> written = new TreeMap<>();
        heads.heads().forEach(head -> written.put(head.service(), new HeadView(head.sequence(), head.hash())));
        CheckpointView checkpoint = new CheckpointView(
                before == null ? 1 : before.number() + 1,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                previous,
                heads.offset(),
                written);
        if (before != null) {
            contradiction(before, checkpoint).ifPresent(what -> {
                throw new Contradiction("checkpoint " + before.number() + " of " + before.at() + " says " + what
                        + ". The journal was changed, or restored from an older backup: see docs/audit.md");
            });
        }
        String line = json(checkpoint);
        SealView seal = new SealView(
                "Ed25519", Base64.getEncoder().encodeToString(key.sign(line.getBytes(StandardCharsets.UTF_8))));
        return new Written(name(checkpoint.number()), checkpoint, line + "\n" + json(seal) + "\n");
    }

    private static Optional<String> contradiction(CheckpointView before, CheckpointView now) {
        return before.heads().entrySet().stream()
                .map(entry -> {
                    HeadView then = entry.getValue();
                    HeadView head = now.heads().get(entry.getKey());
                    String what = "that " + entry.getKey() + " has event " + then.sequence();
                    if (head == null || head.sequence() < then.sequence()) {
                        return what + ", but it has only " + (head == null ? "none" : head.sequence());
                    }
                    boolean changed =
                            head.sequence() == then.sequence() && !head.hash().equals(then.hash());
                    return changed ? what + " with the hash " + then.hash() + ", but it has " + head.hash() : "";
                })
                .filter(what -> !what.isEmpty())
                .findFirst();
    }

    private static CheckpointView read(CheckpointStore.Stored stored) throws IOException {
        try {
            String text = new String(stored.document(), StandardCharsets.UTF_8);
            return Json.mapper().readValue(text.lines().findFirst().orElse(""), CheckpointView.class);
        } catch (JsonProcessingException e) {
            throw new IOException(stored.name() + " is no checkpoint: " + e.getOriginalMessage(), e);
        }
    }

    private static String json(Object view) {
        try {
            return Json.mapper().writeValueAsString(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(byte[] document) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(document));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
