package io.ionroller.api.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * An archive of the events of one service, as it was found to be: lines whose SHA-256 the next one names.
 *
 * @param service as its lines say
 * @param events how many
 * @param offset of the last
 * @param hash of the last
 */
public record ArchiveFile(String service, long events, long offset, String hash) {

    /** Looks at lines of an archive, one after the other, in little memory. */
    private static final class Reading {
        private String service = "";
        private long events;
        private long offset;
        private String hash = "";
        private final Map<Long, String> wanted;

        Reading(Map<Long, String> wanted) {
            this.wanted = wanted;
        }

        void take(byte[] line) {
            events++;
            JsonNode event = parsed(line);
            if (event.path("sequence").asLong() != events) {
                throw new IllegalArgumentException("line " + events + " has event "
                        + event.path("sequence").asText() + ": events are missing");
            }
            if (!event.path("previous").asText("").equals(hash)) {
                throw new IllegalArgumentException(
                        "line " + events + " does not follow the line before it: one of the two" + " was changed");
            }
            service = event.path("service").asText();
            offset = event.path("offset").asLong();
            hash = sha256(line);
            String then = wanted.remove(events);
            if (then != null && !then.equals(hash)) {
                throw new IllegalArgumentException("event " + events + " has not the hash of the checkpoint");
            }
        }

        private JsonNode parsed(byte[] line) {
            try {
                return ViewMapper.INSTANCE.readTree(new String(line, StandardCharsets.UTF_8));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("line " + events + " is no event", e);
            }
        }
    }

    /**
     * Reads an archive.
     *
     * @throws IllegalArgumentException naming the first line that does not fit, or what cannot be read
     */
    public static ArchiveFile read(Path file) {
        return read(file, Map.of());
    }

    /** As {@link #read(Path)}, and compares it with what a checkpoint says of its service. */
    public static ArchiveFile read(Path file, CheckpointFile checkpoint) {
        ArchiveFile plain = read(file);
        var head = checkpoint.checkpoint().heads().get(plain.service());
        if (head == null || head.sequence() > plain.events()) {
            throw new IllegalArgumentException("the checkpoint says that " + plain.service() + " has "
                    + (head == null ? "no event" : "event " + head.sequence()) + ", the archive has " + plain.events());
        }
        return read(file, Map.of(head.sequence(), head.hash()));
    }

    private static ArchiveFile read(Path file, Map<Long, String> wanted) {
        Reading reading = new Reading(new HashMap<>(wanted));
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == '\n') {
                    reading.take(line.toByteArray());
                    line.reset();
                } else {
                    line.write(next);
                }
            }
            if (line.size() > 0) {
                throw new IllegalArgumentException("the last line has no end: the file broke off");
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e, e);
        }
        return new ArchiveFile(reading.service, reading.events, reading.offset, reading.hash);
    }

    private static String sha256(byte[] line) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(line));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
