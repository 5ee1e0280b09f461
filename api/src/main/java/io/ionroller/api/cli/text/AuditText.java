package io.ionroller.api.cli.text;

import io.ionroller.api.view.CheckpointView;
import io.ionroller.api.view.CheckpointView.HeadView;
import io.ionroller.api.view.VerificationLine;
import org.jspecify.annotations.Nullable;

/** What a verification found, as text. */
public final class AuditText {

    private AuditText() {}

    /** An event that does not fit. */
    public static String flaw(VerificationLine line) {
        if (line.kind().equals("hole")) {
            return "Offset " + line.offset() + " has no event, but later ones have: events were removed";
        }
        String event = Paint.harmless(String.valueOf(line.service())) + " event " + line.sequence();
        String place = line.offset() == null ? "" : " (offset " + line.offset() + ")";
        String found = line.found() == null ? "" : Paint.harmless(line.found());
        return switch (String.valueOf(line.flaw())) {
            case "altered" ->
                event + place + " does not fit: its content gives " + line.expected() + ", stored is " + found;
            case "missing" -> event + " is missing: the next one is " + found;
            case "unchained" -> event + place + " has no hash: its content gives " + line.expected();
            default -> event + place + " does not fit: wanted " + line.expected() + ", found " + found;
        };
    }

    /** A service that is not where the checkpoint says that it was; {@code now} is absent when it has no event at all. */
    public static String contradiction(String service, HeadView then, @Nullable VerificationLine now) {
        String said = Paint.harmless(service) + ": the checkpoint says event " + then.sequence() + " with hash "
                + then.hash();
        Long sequence = now == null ? null : now.sequence();
        if (now == null || sequence == null) {
            return said + ", but no event of it is there: all were removed";
        }
        return sequence < then.sequence()
                ? said + ", but its last event is " + sequence + ": " + (then.sequence() - sequence)
                        + " events were removed from the end"
                : said + ", but event " + sequence + " has " + now.hash() + ": the journal was written anew";
    }

    /** The last line. */
    public static String result(
            VerificationLine result, @Nullable String service, boolean intact, @Nullable CheckpointView checkpoint) {
        String read = result.events()
                + (result.events() != null && result.events() == 1 ? " event" : " events")
                + (service == null ? " of " + result.services() + " services" : " of " + Paint.harmless(service));
        String compared = checkpoint == null
                ? ""
                : ", compared with checkpoint " + checkpoint.number() + " of " + checkpoint.at();
        return (intact ? "Intact: " : "NOT INTACT: ") + read + compared;
    }
}
