package io.ionroller.engine.model;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The written form of durations: a whole number and a unit, {@code 250ms}, {@code 30s}, {@code 5m}, {@code 2h}. */
public final class Durations {

    /** The longest duration that is accepted anywhere. */
    public static final Duration LONGEST = Duration.ofHours(24 * 365);

    private static final Pattern SHAPE = Pattern.compile("(\\d{1,12})(ms|s|m|h)");

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @throws InvalidValueException if the text has another shape or is longer than {@link #LONGEST}
     */
    public static Duration parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (matcher.matches()) {
            long amount = Long.parseLong(matcher.group(1));
            Duration duration = switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> throw new IllegalStateException("the pattern lets no other unit through");
            };
            if (duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        }
        throw new InvalidValueException(
                "duration", '"' + text + '"', "a duration such as \"250ms\", \"30s\", \"5m\" or \"2h\", at most 8760h");
    }

    /** Writes a duration with the largest unit that keeps it whole; parts below a millisecond are dropped. */
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
    }
}
