package io.ionroller.deploy.ec2.settings;

import io.ionroller.deploy.settings.SettingsReader;
import io.ionroller.engine.model.InvalidValueException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Where the container's output goes.
 *
 * @param driver one of Docker's log drivers
 * @param options the driver's options; {@code {environment}}, {@code {version}} and {@code {instance}} in values are
 *     replaced by what the words say
 */
public record LogDriver(String driver, Map<String, String> options) {

    private static final Pattern DRIVER =
            Pattern.compile("awslogs|fluentd|gcplogs|gelf|journald|json-file|local|none|splunk|syslog");
    private static final String WANTED_DRIVER =
            "awslogs, fluentd, gcplogs, gelf, journald, json-file, local, none, splunk or syslog";
    private static final Pattern OPTION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");
    private static final Pattern VALUE = Pattern.compile("[^\\p{Cntrl}]*");

    /** Files on the instance, 3 of at most 50 MB: without a limit the disk fills. */
    public static final LogDriver STANDARD = new LogDriver("json-file", Map.of("max-size", "50m", "max-file", "3"));

    public LogDriver {
        Shapes.need("driver", driver, DRIVER, WANTED_DRIVER);
        // Sorted, so that the same settings always make the same user data.
        options = Collections.unmodifiableMap(new TreeMap<>(options));
        options.forEach((name, value) -> {
            Shapes.need("options", name, OPTION, "an option's name matching [A-Za-z0-9][A-Za-z0-9_.-]*");
            Shapes.need("options." + name, value, VALUE, "a text without control characters");
        });
        if (driver.equals("awslogs") && !options.containsKey("awslogs-group")) {
            throw new InvalidValueException(
                    "options.awslogs-group", "nothing", "the log group in CloudWatch that the output goes to");
        }
    }

    static LogDriver read(SettingsReader reader) {
        String driver = reader.required(
                "driver", reader.text("driver", DRIVER, WANTED_DRIVER), WANTED_DRIVER, STANDARD.driver());
        Map<String, String> options = reader.textMap("options");
        // Options of one driver mean nothing to another, so those of the standard are not added to.
        return reader.build(() -> new LogDriver(driver, options), STANDARD);
    }
}
