package io.ionroller.api.cli;

import io.ionroller.api.cli.text.Spans;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times and durations as arguments. */
final class TimeArguments {

    private TimeArguments() {}

    /** {@code 30s}, {@code 5m}, {@code 2h}. */
    static final class DurationReader implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return Spans.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** A time with or without zone, a day, or how long ago: {@code 2h}. */
    static final class InstantReader implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            ZoneId zone = ZoneId.systemDefault();
            return read(text, t -> Instant.now().minus(Spans.parse(t)))
                    .or(() -> read(text, t -> OffsetDateTime.parse(t).toInstant()))
                    .or(() -> read(
                            text,
                            t -> LocalDateTime.parse(t.replace(' ', 'T'))
                                    .atZone(zone)
                                    .toInstant()))
                    .or(() -> read(
                            text, t -> LocalDate.parse(t).atStartOfDay(zone).toInstant()))
                    .orElseThrow(() -> new TypeConversionException("got \"" + text
                            + "\", wanted a time such as 2026-01-31T12:00:00Z, 2026-01-31 or 2h (ago)"));
        }

        private static Optional<Instant> read(String text, Function<String, Instant> reader) {
            try {
                return Optional.of(reader.apply(text));
            } catch (DateTimeParseException e) {
                return Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }
}
