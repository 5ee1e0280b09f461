package io.ionroller.api.cli.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * When and where something is shown.
 *
 * @param now the time on this machine; countdowns are as good as the two clocks agree
 */
public record Moment(Instant now, ZoneId zone) {

    /** {@code 20:07:55}, with the day when it is not today. */
    public String near(Instant at) {
        return Spans.near(at, now, zone);
    }

    /** {@code at 20:07:55 (in 23 s)}. */
    public String due(Instant at) {
        return near(at) + " (" + Spans.countdown(now, at) + ")";
    }

    /** {@code 2 min 5 s ago}. */
    public String ago(Instant at) {
        return Spans.format(Duration.between(at, now)) + " ago";
    }
}
