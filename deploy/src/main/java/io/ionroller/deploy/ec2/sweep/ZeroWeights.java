package io.ionroller.deploy.ec2.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Since when target groups were seen without weight in every rule that names them. AWS does not tell, so that a new process
 * begins to count anew, and so does one that has not looked for a while: a proof may come later by that, never too early.
 * Thread-safe.
 */
public final class ZeroWeights {

    /** Longer without a reading, and what happened in between is not known. */
    private static final Duration LONGEST_GAP = Duration.ofMinutes(3);

    private static final int MOST_REMEMBERED = 10_000;

    private record Times(Instant since, Instant last) {}

    private final Map<String, Times> seen = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Times> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /**
     * A reading showed no weight.
     *
     * @param at when the reading began
     * @return since when it is known to have none
     */
    synchronized Instant unused(String arn, Instant at) {
        Times before = seen.remove(arn);
        Instant since = before == null || at.isAfter(before.last().plus(LONGEST_GAP)) ? at : before.since();
        Instant last = before == null || at.isAfter(before.last()) ? at : before.last();
        seen.put(arn, new Times(since, last));
        return since;
    }

    /** A reading showed a weight. */
    synchronized void used(String arn) {
        seen.remove(arn);
    }
}
