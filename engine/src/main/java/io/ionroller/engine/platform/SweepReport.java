package io.ionroller.engine.platform;

import java.time.Instant;
import java.util.List;

/**
 * What a sweep found and did.
 *
 * @param places accounts and regions that were looked at
 * @param failures what could not be looked at or done, one sentence each
 */
public record SweepReport(List<Orphan> orphans, List<String> places, List<String> failures, Instant at) {

    public SweepReport {
        orphans = List.copyOf(orphans);
        places = List.copyOf(places);
        failures = List.copyOf(failures);
    }
}
