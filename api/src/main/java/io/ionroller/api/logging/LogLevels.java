package io.ionroller.api.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** How much the loggers of this process say, which can be changed while it runs and lasts as long as the process. Thread-safe. */
public final class LogLevels {

    /** The logger above all others. */
    public static final String ROOT = "root";

    private final LoggerContext context;
    private final Map<String, LogLevel> standards;

    /** Remembers the levels of now as standard. */
    public LogLevels() {
        context = (LoggerContext) LoggerFactory.getILoggerFactory();
        standards = own().collect(Collectors.toUnmodifiableMap(LogLevels::name, LogLevels::level));
    }

    /**
     * A logger with a level of its own; one without takes that of the next above it.
     *
     * @param standard its level when the process started; absent when it had none then
     */
    public record Own(String name, LogLevel level, @Nullable LogLevel standard) {}

    /** All loggers with a level of their own, in order of name. */
    public List<Own> all() {
        return own().sorted(Comparator.comparing(LogLevels::name))
                .map(logger -> new Own(name(logger), level(logger), standards.get(name(logger))))
                .toList();
    }

    /** Gives a logger a level. */
    public void set(String logger, LogLevel level) {
        change(logger, level);
    }

    /** Gives a logger the level that it had when the process started, or none. */
    public void reset(String logger) {
        change(logger, standards.get(logger));
    }

    private void change(String logger, @Nullable LogLevel level) {
        context.getLogger(logger.equals(ROOT) ? Logger.ROOT_LOGGER_NAME : logger)
                .setLevel(level == null ? null : Level.valueOf(level.name()));
    }

    private Stream<Logger> own() {
        return context.getLoggerList().stream().filter(logger -> logger.getLevel() != null);
    }

    private static String name(Logger logger) {
        return logger.getName().equals(Logger.ROOT_LOGGER_NAME) ? ROOT : logger.getName();
    }

    /** Logback's ALL and TRACE are one. */
    private static LogLevel level(Logger logger) {
        return logger.getLevel().equals(Level.ALL)
                ? LogLevel.TRACE
                : LogLevel.of(logger.getLevel().toString());
    }
}
