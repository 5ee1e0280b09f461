package io.ionroller.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.ionroller.engine.rollout.ServiceEvent;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The hashed form is read and written again by a library that knows nothing of it. */
class CanonicalEventTest {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private static StoredRow row(String text) {
        JournalRow row = Events.row(3, Events.event("hello", new ServiceEvent.ReleaseFailed(7, text)));
        return new StoredRow(12, row.about("1.0.0"), null);
    }

    @Test
    void isThisTextForEver() {
        assertThat(new String(CanonicalEvent.of(row("a \"b\""), "00ff"), StandardCharsets.UTF_8))
                .isEqualTo("{\"at\":1772359200000000,\"cause\":\"test\",\"command_id\":\"command-1\",\"offset\":12,"
                        + "\"payload\":\"{\\\"type\\\":\\\"release-failed\\\",\\\"service\\\":\\\"hello\\\","
                        + "\\\"at\\\":\\\"2026-03-01T10:00:00Z\\\",\\\"who\\\":\\\"ann\\\",\\\"cause\\\":\\\"test\\\","
                        + "\\\"command_id\\\":\\\"command-1\\\",\\\"data\\\":{\\\"release\\\":7,"
                        + "\\\"reason\\\":\\\"a \\\\\\\"b\\\\\\\"\\\"}}\",\"persistence_id\":\"service|hello\","
                        + "\"previous\":\"00ff\",\"release\":7,\"sequence\":3,\"service\":\"hello\","
                        + "\"type\":\"release-failed\",\"version\":\"1.0.0\",\"who\":\"ann\"}");
    }

    @Test
    void isCanonicalAndSaysWhatTheRowSays() throws Exception {
        StringBuilder everything = new StringBuilder();
        for (char c = 1; c < 0x300; c++) {
            everything.append(c);
        }
        everything.append("\ud83d\ude80").append("x".repeat(5_000));
        StoredRow stored = row(everything.toString());

        byte[] canonical = CanonicalEvent.of(stored, null);

        JsonNode read = MAPPER.readTree(canonical);
        assertThat(read.path("payload").textValue()).isEqualTo(stored.row().payload());
        assertThat(read.has("previous")).isFalse();
        assertThat(StreamReadConstraints.defaults().getMaxStringLength()).isGreaterThan(canonical.length);
        String again = MAPPER.writeValueAsString(MAPPER.convertValue(read, TreeMap.class));
        // Jackson writes \u001F where RFC 8785 wants \u001f
        assertThat(new String(canonical, StandardCharsets.UTF_8)).isEqualToIgnoringCase(again);
    }

    @Test
    void halfACharacterIsHashedAsItIsStored() {
        StoredRow half = row("x");
        StoredRow whole = new StoredRow(12, half.row().about("a\ud83d"), null);
        StoredRow asStored = new StoredRow(12, half.row().about("a?"), null);

        assertThat(CanonicalEvent.of(whole, null)).isEqualTo(CanonicalEvent.of(asStored, null));
    }
}
