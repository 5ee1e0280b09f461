package io.ionroller.api.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ionroller.api.view.CheckpointView;
import io.ionroller.api.view.SealView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A checkpoint whose signature was found good.
 *
 * @param hash SHA-256 of the whole file, in hexadecimal
 */
public record CheckpointFile(CheckpointView checkpoint, String hash) {

    /**
     * Reads a checkpoint; of a folder all of them, each of which must follow the one before it, and answers the newest.
     *
     * @throws IllegalArgumentException saying which file is not what the owner of the key has signed, or does not follow
     */
    public static CheckpointFile newest(Path path, PublicKey key) {
        List<Path> files = files(path);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("there is no checkpoint in " + path);
        }
        CheckpointFile before = null;
        for (Path file : files) {
            CheckpointFile next = read(file, key);
            if (before != null) {
                next.mustFollow(before, file);
            }
            before = next;
        }
        return java.util.Objects.requireNonNull(before);
    }

    private static List<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> all = Files.list(path)) {
            return all.filter(file -> String.valueOf(file.getFileName()).matches("checkpoint-\\d{9}\\.ndjson"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalArgumentException("the folder " + path + " cannot be read: " + e, e);
        }
    }

    private void mustFollow(CheckpointFile before, Path file) {
        boolean next = checkpoint.number() == before.checkpoint.number() + 1;
        if (!next || !before.hash.equals(checkpoint.previous())) {
            throw new IllegalArgumentException(file + " does not follow checkpoint " + before.checkpoint.number()
                    + (next ? ": that file was changed, or replaced" : ": one is missing between them"));
        }
    }

    private static CheckpointFile read(Path file, PublicKey key) {
        try {
            byte[] all = Files.readAllBytes(file);
            List<String> lines = new String(all, StandardCharsets.UTF_8).lines().toList();
            if (lines.size() != 2) {
                throw new IllegalArgumentException(
                        file + " is no checkpoint: it has " + lines.size() + " lines, wanted 2");
            }
            SealView seal = ViewMapper.INSTANCE.readValue(lines.getLast(), SealView.class);
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(lines.getFirst().getBytes(StandardCharsets.UTF_8));
            if (!signature.verify(Base64.getDecoder().decode(seal.signature()))) {
                throw forged(file);
            }
            return new CheckpointFile(
                    ViewMapper.INSTANCE.readValue(lines.getFirst(), CheckpointView.class),
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(all)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + " is no checkpoint: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the checkpoint " + file + " cannot be read: " + e, e);
        } catch (GeneralSecurityException e) {
            throw forged(file);
        }
    }

    private static IllegalArgumentException forged(Path file) {
        return new IllegalArgumentException(
                file + " was not signed with the key that belongs to this public key, or was changed since");
    }
}
