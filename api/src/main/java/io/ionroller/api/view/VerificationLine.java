package io.ionroller.api.view;

import io.ionroller.engine.query.EventChain.Broken;
import io.ionroller.engine.query.EventChain.Head;
import io.ionroller.engine.query.EventChain.Hole;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /audit/verify}: one line of the answer.
 *
 * @param kind {@code progress}: so many events and services were read; {@code broken}: the first event of a service that does not
 *     fit; {@code hole}: the first offset that has no event, but later ones do; {@code head}: where the chain of a service had come
 *     to; {@code result}: the last line
 * @param sequence of the event in its service
 * @param offset of the event in the journal
 * @param flaw {@code altered}, {@code missing} or {@code unchained}
 * @param expected what should be there
 * @param found what is there
 * @param hash of a head
 * @param intact of the result: whether everything fits
 */
public record VerificationLine(
        String kind,
        @Nullable Long events,
        @Nullable Long services,
        @Nullable String service,
        @Nullable Long sequence,
        @Nullable Long offset,
        @Nullable String flaw,
        @Nullable String expected,
        @Nullable String found,
        @Nullable String hash,
        @Nullable Boolean intact) {

    public static VerificationLine progress(long events, long services) {
        return new VerificationLine("progress", events, services, null, null, null, null, null, null, null, null);
    }

    public static VerificationLine result(long events, long services, boolean intact) {
        return new VerificationLine("result", events, services, null, null, null, null, null, null, null, intact);
    }

    public static VerificationLine of(Broken broken) {
        return new VerificationLine(
                "broken",
                null,
                null,
                broken.service(),
                broken.sequence(),
                broken.offset(),
                broken.flaw().name().toLowerCase(Locale.ROOT),
                broken.expected(),
                broken.found(),
                null,
                null);
    }

    public static VerificationLine of(Hole hole) {
        return new VerificationLine("hole", null, null, null, null, hole.offset(), null, null, null, null, null);
    }

    public static VerificationLine of(Head head) {
        return new VerificationLine(
                "head", null, null, head.service(), head.sequence(), null, null, null, null, head.hash(), null);
    }
}
