package io.ionroller.deploy.ec2.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What is known of one key, and who waits for more. Not safe for threads: {@link Readings} sees to that. */
final class Remembered<K, V> {

    /** A key that was not asked for in so many periods of freshness is not refreshed along with others. */
    private static final int PERIODS = 10;

    /** Askers of the key that a page under way, or one to come, will answer. */
    private List<CompletableFuture<Seen<V>>> askers = new ArrayList<>();

    final K key;
    /** The lane in which it waits to be read; null when it does not. */
    @Nullable
    Lane pending;

    private @Nullable Seen<V> seen;
    private @Nullable Page<K, V> page;
    private Instant started = Instant.EPOCH;
    private Instant asked = Instant.EPOCH;
    private Duration freshness = Duration.ZERO;

    Remembered(K key) {
        this.key = key;
    }

    /** Somebody is content with an answer of this age. The most demanding of the last ten of its periods counts. */
    private void asked(Duration wanted, Instant now) {
        if (!wantedLately(now) || wanted.compareTo(freshness) <= 0) {
            freshness = wanted;
            asked = now;
        }
    }

    /** Whether somebody is likely to ask again who would be content with an answer from memory. */
    boolean wantedLately(Instant now) {
        return !freshness.isZero()
                && !asked.plus(freshness.multipliedBy(PERIODS)).isBefore(now);
    }

    /** Neither waits to be read nor is being read. */
    boolean idle() {
        return pending == null && page == null;
    }

    /** What is known is not to be told any more, nor what a call under way is going to show. */
    void forget() {
        seen = null;
        page = null;
        started = Instant.EPOCH;
        freshness = Duration.ZERO;
    }

    /** Whether it is worth a part of a call now: it was last tried half a period ago or longer. */
    boolean halfStale(Instant now) {
        return !started.plus(freshness.dividedBy(2)).isAfter(now);
    }

    Instant started() {
        return started;
    }

    /**
     * Answers from memory, or has the page under way answer, if that is fresh enough.
     *
     * @return false if it takes another call
     */
    boolean satisfies(Duration wanted, Instant now, CompletableFuture<Seen<V>> asker) {
        asked(wanted, now);
        Seen<V> known = seen;
        if (known != null && !known.at().plus(wanted).isBefore(now)) {
            return asker.complete(known);
        }
        Page<K, V> underWay = page;
        if (underWay != null && !underWay.at().plus(wanted).isBefore(now)) {
            underWay.join(this, asker);
            return true;
        }
        return false;
    }

    void await(CompletableFuture<Seen<V>> asker) {
        askers.add(asker);
    }

    /** Who waits for a call that has not started; they are the caller's now. */
    List<CompletableFuture<Seen<V>>> takeAskers() {
        List<CompletableFuture<Seen<V>>> taken = askers;
        askers = new ArrayList<>();
        pending = null;
        return taken;
    }

    void started(Page<K, V> by) {
        page = by;
        started = by.at();
    }

    /** The page has ended; what it showed counts unless a later one was started or all was forgotten since. */
    void ended(Page<K, V> by, @Nullable Seen<V> shown) {
        if (page != by) {
            return;
        }
        page = null;
        if (shown != null) {
            seen = shown;
        }
    }
}
