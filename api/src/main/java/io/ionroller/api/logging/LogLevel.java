package io.ionroller.api.logging;

import io.ionroller.engine.model.InvalidValueException;
import java.util.Arrays;
import java.util.Locale;

/** How much a logger says: each level includes those after it. */
public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR,
    OFF;

    /** As requests and answers write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads {@link #text()}, in any case.
     *
     * @throws InvalidValueException if there is no such level
     */
    public static LogLevel of(String text) {
        return Arrays.stream(values())
                .filter(one -> one.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new InvalidValueException(
                        "level", '"' + text + '"', "one of trace, debug, info, warn, error, off"));
    }
}
