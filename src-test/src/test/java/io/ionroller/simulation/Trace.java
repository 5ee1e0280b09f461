package io.ionroller.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What happened, step by step: always as a fingerprint, and as lines of text for the one who wants to read it. */
final class Trace {

    private final VirtualTime time;
    private final boolean kept;
    private final List<String> lines = new ArrayList<>();
    private long hash = 1_125_899_906_842_597L;

    Trace(VirtualTime time, boolean kept) {
        this.time = time;
        this.kept = kept;
    }

    /** @param more told only where the text is kept; not part of the fingerprint */
    void note(String what, String subject, Supplier<String> more) {
        hash = 31 * hash + time.elapsed().toNanos();
        hash = 31 * hash + what.hashCode();
        hash = 31 * hash + subject.hashCode();
        if (kept) {
            String seconds = "%10.3f".formatted(time.elapsed().toMillis() / 1e3);
            lines.add(seconds + "  " + what + " " + subject + " " + more.get());
        }
    }

    void note(String what, String subject) {
        note(what, subject, () -> "");
    }

    /** The same for the same history, in every process. */
    long fingerprint() {
        return hash;
    }

    List<String> lines() {
        return lines;
    }
}
