package io.ionroller.api.cli.text;

import io.ionroller.api.view.LogLevelsView;
import java.util.List;
import java.util.Objects;

/** Levels of loggers as a table. */
public final class LogLevelText {

    private LogLevelText() {}

    /** One line for each logger; what differs from its standard says so. */
    public static List<String> table(LogLevelsView levels, Paint paint) {
        Table table = new Table("LOGGER", "LEVEL", "");
        levels.levels().forEach(logger -> {
            String standard = Objects.requireNonNullElse(logger.standard(), "none");
            table.row(logger.logger(), logger.level(), logger.level().equals(standard) ? "" : "standard: " + standard);
        });
        return table.lines(paint);
    }
}
