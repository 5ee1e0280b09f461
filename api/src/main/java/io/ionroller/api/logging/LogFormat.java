package io.ionroller.api.logging;

import io.ionroller.engine.model.InvalidValueException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a line of the log is written. {@code logback.xml} includes the file of the format that {@link #VARIABLE} names. */
public enum LogFormat {
    TEXT,
    JSON;

    /** The environment variable that chooses one. */
    public static final String VARIABLE = "IONROLLER_LOG_FORMAT";

    /**
     * Reads the value of the variable; TEXT when it is not set.
     *
     * @throws InvalidValueException if there is no such format: then nothing would be logged at all
     */
    public static LogFormat of(@Nullable String value) {
        return value == null
                ? TEXT
                : Arrays.stream(values())
                        .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(value))
                        .findFirst()
                        .orElseThrow(() -> new InvalidValueException(VARIABLE, '"' + value + '"', "text or json"));
    }
}
