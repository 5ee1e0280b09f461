package io.ionroller.api.cli.text;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * When and where something is shown.
 *
 * @param now the time on this machine; countdowns are as good as the two clocks agree
 */
public record Moment(Instant now, ZoneId zone) {

    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-[01]\\d-[0-3]\\dT[0-2]\\d:[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?Z");

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
        return Spans.wholeSeconds(Duration.between(at, now)) + " ago";
    }

    /** A sentence of the server as it is read here: its times are those of this time zone, to the second. */
    public String localized(String sentence) {
        return INSTANT.matcher(Paint.harmless(sentence)).replaceAll(this::localized);
    }

    private String localized(MatchResult written) {
        try {
            return near(Instant.parse(written.group()));
        } catch (DateTimeException noSuchDay) {
            return written.group();
        }
    }
}
