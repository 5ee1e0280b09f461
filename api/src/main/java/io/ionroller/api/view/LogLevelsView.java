package io.ionroller.api.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /log-levels}: how much the loggers of a node say.
 *
 * @param levels of loggers that have one of their own, in order of name
 */
public record LogLevelsView(List<LogLevelView> levels) {

    /**
     * A logger.
     *
     * @param logger its name; {@code root} is above all others
     * @param standard the level that it started with; absent when it had none
     */
    public record LogLevelView(
            String logger, String level, @Nullable String standard) {}
}
