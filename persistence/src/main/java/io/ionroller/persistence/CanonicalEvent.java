package io.ionroller.persistence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is hashed (ADR 0019): all columns of its row and the hash of the event before it in its service, as one JSON
 * object in the canonical form of RFC 8785: members in order of name, no white space, UTF-8. What is absent in the row is absent
 * here; there are no numbers but whole ones. The stored text of the event is a string in it, so every byte of it counts. An archive
 * holds exactly these lines. Used by one thread.
 */
final class CanonicalEvent {

    private static final byte[] HEXADECIMAL = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[2_048];
    private int length;

    private CanonicalEvent() {}

    /**
     * The bytes that are hashed.
     *
     * @param previous hash of the event before it in its service; absent for the first
     */
    static byte[] of(StoredRow stored, @Nullable String previous) {
        CanonicalEvent event = written(stored, previous);
        return Arrays.copyOf(event.bytes, event.length);
    }

    /** SHA-256 of {@link #of}, in hexadecimal. */
    static String hash(StoredRow stored, @Nullable String previous) {
        CanonicalEvent event = written(stored, previous);
        MessageDigest digest = sha256();
        digest.update(event.bytes, 0, event.length);
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static CanonicalEvent written(StoredRow stored, @Nullable String previous) {
        JournalRow row = stored.row();
        Long release = row.release();
        CanonicalEvent event = new CanonicalEvent();
        event.ascii("{\"at\":" + row.at());
        event.member(",\"cause\":", row.cause());
        event.member(",\"command_id\":", row.commandId());
        event.member(",\"environment\":", row.environment());
        event.ascii(",\"offset\":" + stored.offset());
        event.member(",\"payload\":", row.payload());
        event.member(",\"persistence_id\":", row.persistenceId());
        event.member(",\"previous\":", previous);
        event.ascii(release == null ? "" : ",\"release\":" + release);
        event.ascii(",\"sequence\":" + row.sequence());
        event.member(",\"service\":", row.service());
        event.member(",\"type\":", row.type());
        event.member(",\"version\":", row.version());
        event.member(",\"who\":", row.who());
        event.ascii("}");
        return event;
    }

    private void member(String nameAndColon, @Nullable String value) {
        if (value != null) {
            ascii(nameAndColon);
            string(value);
        }
    }

    private void ascii(String text) {
        ensure(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
    }

    private void string(String text) {
        ensure(2);
        bytes[length++] = '"';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            ensure(6);
            if (c >= 0x80) {
                i += unicode(text, i);
            } else if (c == '"' || c == '\\') {
                bytes[length++] = '\\';
                bytes[length++] = (byte) c;
            } else if (c < 0x20) {
                control(c);
            } else {
                bytes[length++] = (byte) c;
            }
        }
        bytes[length++] = '"';
    }

    private void control(char c) {
        int at = "\b\t\n\f\r".indexOf(c);
        if (at >= 0) {
            ascii("\\" + "btnfr".charAt(at));
        } else {
            ascii("\\u00");
            bytes[length++] = HEXADECIMAL[c >> 4];
            bytes[length++] = HEXADECIMAL[c & 0xf];
        }
    }

    /** Half a surrogate pair becomes a question mark, as it does where it is stored; answers how many characters more it took. */
    private int unicode(String text, int at) {
        boolean pair = Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
        byte[] encoded = text.substring(at, pair ? at + 2 : at + 1).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
        return pair ? 1 : 0;
    }

    /** One byte more stays free for a closing quotation mark. */
    private void ensure(int more) {
        if (length + more >= bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more + 1));
        }
    }
}
