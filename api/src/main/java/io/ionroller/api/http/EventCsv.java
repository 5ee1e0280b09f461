package io.ionroller.api.http;

import io.ionroller.api.view.EventView;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Events as CSV (RFC 4180). A cell that a spreadsheet would run as a formula gets an apostrophe before it: events hold what callers
 * have written, and whoever opens the file must not run it.
 */
final class EventCsv {

    /** What formulas begin with, also in their full-width forms, and what is skipped before them. */
    private static final String DANGEROUS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private EventCsv() {}

    static ByteString header() {
        return ByteString.fromString(
                "offset,service,sequence,type,timestamp,user,cause,command_id,release,environment,version,message,data\r\n");
    }

    static ByteString row(EventView event) {
        List<@Nullable Object> cells = java.util.Arrays.asList(
                event.offset(),
                event.service(),
                event.sequence(),
                event.type(),
                event.timestamp(),
                event.user(),
                event.cause(),
                event.commandId(),
                event.release(),
                event.environment(),
                event.version(),
                event.message(),
                event.data());
        return ByteString.fromString(cells.stream()
                .map(cell -> cell(Objects.toString(cell, "")))
                .collect(Collectors.joining(",", "", "\r\n")));
    }

    static String cell(String text) {
        String harmless = !text.isEmpty() && DANGEROUS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean quoted =
                Stream.of(",", "\"", "\r", "\n").anyMatch(harmless::contains) || !harmless.equals(harmless.strip());
        return quoted ? '"' + harmless.replace("\"", "\"\"") + '"' : harmless;
    }
}
