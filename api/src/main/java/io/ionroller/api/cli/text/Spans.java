package io.ionroller.api.cli.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and durations as people write and read them. */
public final class Spans {

    private static final Pattern SHAPE = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private Spans() {}

    /**
     * Reads {@code 250ms}, {@code 30s}, {@code 5m}, {@code 2h} or {@code 7d}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Duration parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "got \"" + text + "\", wanted a duration such as \"250ms\", \"30s\", \"5m\" or \"2h\"");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /** A duration in at most two units: {@code 340 ms}, {@code 4.2 s}, {@code 42 s}, {@code 1 min 20 s}, {@code 2 h 5 min}. */
    public static String format(Duration span) {
        long millis = Math.max(0, span.toMillis());
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 10_000) {
            return millis / 1_000 + "." + millis / 100 % 10 + " s";
        }
        long seconds = millis / 1_000;
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        return seconds < 86_400
                ? two(seconds / 3_600, "h", seconds % 3_600 / 60, "min")
                : two(seconds / 86_400, "d", seconds % 86_400 / 3_600, "h");
    }

    private static String two(long big, String bigUnit, long small, String smallUnit) {
        return big + " " + bigUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }

    /** A duration without parts of a second. */
    static String wholeSeconds(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        return seconds < 60 ? seconds + " s" : format(Duration.ofSeconds(seconds));
    }

    /** How long until then, never zero before it: {@code in 23 s}; {@code now} when it has passed. */
    public static String countdown(Instant now, Instant then) {
        long millis = Duration.between(now, then).toMillis();
        return millis <= 0 ? "now" : "in " + wholeSeconds(Duration.ofMillis(millis + 999));
    }

    /** The time of day. */
    public static String time(Instant at, ZoneId zone) {
        return TIME.format(at.atZone(zone));
    }

    /** Day and time. */
    public static String stamp(Instant at, ZoneId zone) {
        return DAY_AND_TIME.format(at.atZone(zone));
    }

    /** The time of day, with the day when it is another one than that of {@code now}. */
    public static String near(Instant at, Instant now, ZoneId zone) {
        return at.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate()) ? time(at, zone) : stamp(at, zone);
    }
}
