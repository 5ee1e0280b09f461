package io.ionroller.deploy.ec2.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Since when things were seen without weight. AWS does not tell, so a new process begins to count anew, and so does one that has not
 * looked for a while: a proof of being drained may come later by that, never too early. Thread-safe.
 */
public final class ZeroTimes<K> {

    /** Longer without a reading, and what happened in between is not known. */
    private static final Duration LONGEST_GAP = Duration.ofMinutes(3);

    private static final int MOST_REMEMBERED = 10_000;

    private record Reading(Instant at, @Nullable Instant zeroSince) {}

    private final Map<K, Reading> readings = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Reading> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /**
     * A reading showed a weight or none. Readings may come in any order; an older one than the newest known says nothing.
     *
     * @param at when the reading began
     */
    public synchronized void seen(K key, boolean zero, Instant at) {
        Reading last = readings.get(key);
        if (last != null && at.isBefore(last.at())) {
            return;
        }
        Instant before = last == null || at.isAfter(last.at().plus(LONGEST_GAP)) ? null : last.zeroSince();
        Instant since = before == null ? at : before;
        readings.remove(key);
        readings.put(key, new Reading(at, zero ? since : null));
    }

    /** Since when it is known to have no weight; absent while it has one, or was not seen. */
    public synchronized Optional<Instant> since(K key) {
        return Optional.ofNullable(readings.get(key)).map(Reading::zeroSince);
    }

    synchronized void forget(K key) {
        readings.remove(key);
    }
}
