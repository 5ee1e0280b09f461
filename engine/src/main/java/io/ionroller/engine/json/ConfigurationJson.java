package io.ionroller.engine.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ionroller.engine.model.ConflictPolicy;
import io.ionroller.engine.model.Deadlines;
import io.ionroller.engine.model.DriftPolicy;
import io.ionroller.engine.model.HealthCheck;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.LossPolicy;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.ServiceConfiguration;
import io.ionroller.engine.model.Strategy;
import io.ionroller.engine.model.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The configuration document as people write it. Reading refuses everything that is not understood and names every wrong
 * field at once; what is left out gets its standard value. Writing gives the whole document, with the strategy expanded.
 * Called by the API; safe for all threads.
 */
public final class ConfigurationJson {

    private static final String PLATFORM = "platform";
    private static final String HEALTH_CHECK = "health_check";
    private static final String DEADLINES = "deadlines";
    private static final String BAKE = "bake";
    private static final String KEEP_UNUSED_FOR = "keep_unused_for";
    /** ION-Roller 1's name of {@code keep_unused_for}. */
    private static final String REMOVE_UNUSED_AFTER_MINUTES = "remove_unused_after_minutes";

    private static final String ON_CONFLICT = "on_conflict";
    private static final String ON_DRIFT = "on_drift";
    private static final String ON_LOSS = "on_loss";
    private static final List<String> FIELDS = List.of(
            PLATFORM,
            HEALTH_CHECK,
            StrategyReader.STRATEGY,
            DEADLINES,
            BAKE,
            KEEP_UNUSED_FOR,
            ON_CONFLICT,
            ON_DRIFT,
            ON_LOSS,
            REMOVE_UNUSED_AFTER_MINUTES);

    private final List<Violation> violations = new ArrayList<>();

    private ConfigurationJson() {}

    /**
     * Reads a document.
     *
     * @throws InvalidValueException with every violation found, fields as paths such as {@code strategy.steps[2].weight}
     */
    public static ServiceConfiguration read(String json) {
        return new ConfigurationJson().document(json);
    }

    /** The whole document as an object, ready to be put into an answer. */
    public static ObjectNode tree(ServiceConfiguration configuration) {
        return Json.mapper().valueToTree(configuration);
    }

    /** The whole document as text, in one line. */
    public static String write(ServiceConfiguration configuration) {
        try {
            return Json.mapper().writeValueAsString(configuration);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot write " + configuration, e);
        }
    }

    private ServiceConfiguration document(String json) {
        Object read = DocumentReader.read(json, violations);
        if (!(read instanceof Map<?, ?>)) {
            throw new InvalidValueException("", Fields.describe(read), "a JSON object");
        }
        Fields document = new Fields("", Map.of(), violations)
                .object("", read, "a JSON object")
                .orElseThrow();
        document.onlyThese(FIELDS);
        Optional<PlatformSettings> platform = platform(document);
        HealthCheck healthCheck = healthCheck(document);
        Optional<Strategy> strategy = new StrategyReader(violations).read(document);
        Deadlines deadlines = deadlines(document);
        Duration bake = document.duration(BAKE, value -> durations(value, Duration.ZERO))
                .orElse(Duration.ZERO);
        Duration keep = keepUnusedFor(document);
        ConflictPolicy onConflict = policy(document, ON_CONFLICT, ConflictPolicy.QUEUE);
        DriftPolicy onDrift = policy(document, ON_DRIFT, DriftPolicy.HOLD);
        LossPolicy onLoss = policy(document, ON_LOSS, LossPolicy.RECREATE);
        if (!violations.isEmpty()) {
            throw new InvalidValueException(violations);
        }
        return new ServiceConfiguration(
                        platform.orElseThrow(), healthCheck, strategy.orElseThrow(), deadlines, bake, keep, onConflict)
                .with(onDrift, onLoss);
    }

    private Optional<PlatformSettings> platform(Fields document) {
        if (!document.has(PLATFORM)) {
            document.note(PLATFORM, "nothing", "an object such as {\"type\":\"local\",...}");
            return Optional.empty();
        }
        Optional<Fields> found = document.object(PLATFORM, "an object such as {\"type\":\"local\",...}");
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Fields platform = found.get();
        if (!platform.has(PlatformSettingsFormat.TYPE)) {
            platform.note(PlatformSettingsFormat.TYPE, "nothing", "the name of a platform, such as \"local\"");
            return Optional.empty();
        }
        Map<String, @Nullable Object> settings = platform.all();
        settings.remove(PlatformSettingsFormat.TYPE);
        return noNulls(PLATFORM, settings)
                ? platform.text(PlatformSettingsFormat.TYPE, ConfigurationJson::platformName)
                        .map(type -> new PlatformSettings(type, withoutNulls(settings)))
                : Optional.empty();
    }

    private static void platformName(String name) {
        if (!name.matches("[a-z][a-z0-9-]{0,62}")) {
            throw new InvalidValueException(
                    PlatformSettingsFormat.TYPE, '"' + name + '"', "the name of a platform, such as \"local\"");
        }
    }

    @SuppressWarnings("NullAway") // noNulls was asked before
    private static Map<String, Object> withoutNulls(Map<String, @Nullable Object> settings) {
        return settings;
    }

    /** Notes every null in the platform's own settings, which mean nothing. */
    private boolean noNulls(String path, @Nullable Object value) {
        boolean fine = true;
        switch (value) {
            case null -> {
                violations.add(new Violation(path, "null", "a value, or no such field"));
                fine = false;
            }
            case Map<?, ?> map -> {
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    fine &= noNulls(path + "." + entry.getKey(), entry.getValue());
                }
            }
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    fine &= noNulls(path + "[" + i + "]", list.get(i));
                }
            }
            default -> fine = true;
        }
        return fine;
    }

    private static HealthCheck healthCheck(Fields document) {
        HealthCheck standard = HealthCheck.standard();
        Optional<Fields> found =
                document.has(HEALTH_CHECK) ? document.object(HEALTH_CHECK, "an object") : Optional.empty();
        if (found.isEmpty()) {
            return standard;
        }
        Fields check = found.get();
        check.onlyThese(List.of("path", "interval", "healthy_threshold", "unhealthy_threshold", "timeout"));
        Duration second = standard.interval();
        return new HealthCheck(
                check.text("path", path -> new HealthCheck(path, second, 1, 1, second))
                        .orElse(standard.path()),
                check.duration("interval", value -> new HealthCheck("/", value, 1, 1, second))
                        .orElse(second),
                check.whole("healthy_threshold", value -> new HealthCheck("/", second, value, 1, second))
                        .orElse(standard.healthyThreshold()),
                check.whole("unhealthy_threshold", value -> new HealthCheck("/", second, 1, value, second))
                        .orElse(standard.unhealthyThreshold()),
                check.duration("timeout", value -> new HealthCheck("/", second, 1, 1, value))
                        .orElse(standard.timeout()));
    }

    private static Deadlines deadlines(Fields document) {
        Deadlines standard = Deadlines.standard();
        Optional<Fields> found = document.has(DEADLINES) ? document.object(DEADLINES, "an object") : Optional.empty();
        if (found.isEmpty()) {
            return standard;
        }
        Fields deadlines = found.get();
        deadlines.onlyThese(List.of("creating", "verifying", "shifting", "finishing"));
        Consumer<Duration> range = value -> new Deadlines(value, value, value, value);
        return new Deadlines(
                deadlines.duration("creating", range).orElse(standard.creating()),
                deadlines.duration("verifying", range).orElse(standard.verifying()),
                deadlines.duration("shifting", range).orElse(standard.shifting()),
                deadlines.duration("finishing", range).orElse(standard.finishing()));
    }

    private static Duration keepUnusedFor(Fields document) {
        Optional<Duration> keep = document.duration(KEEP_UNUSED_FOR, value -> durations(Duration.ZERO, value));
        Optional<Duration> minutes = document.whole(
                        REMOVE_UNUSED_AFTER_MINUTES, value -> durations(Duration.ZERO, Duration.ofMinutes(value)))
                .map(Duration::ofMinutes);
        if (document.has(KEEP_UNUSED_FOR) && document.has(REMOVE_UNUSED_AFTER_MINUTES)) {
            document.note(REMOVE_UNUSED_AFTER_MINUTES, "it beside keep_unused_for", "only one of the two");
        }
        return keep.or(() -> minutes).orElse(ServiceConfiguration.STANDARD_KEEP_UNUSED_FOR);
    }

    /** Refuses what a configuration would refuse for {@code bake} or {@code keep_unused_for}. */
    private static void durations(Duration bake, Duration keep) {
        new ServiceConfiguration(
                new PlatformSettings("local", Map.of()),
                HealthCheck.standard(),
                Strategy.allAtOnce(),
                Deadlines.standard(),
                bake,
                keep,
                ConflictPolicy.QUEUE);
    }

    /** One of the constants of an enum, in lower case; the standard one where the document says nothing. */
    private static <P extends Enum<P>> P policy(Fields document, String field, P standard) {
        Map<String, P> policies = new LinkedHashMap<>();
        for (P policy : standard.getDeclaringClass().getEnumConstants()) {
            policies.put(policy.name().toLowerCase(Locale.ROOT), policy);
        }
        return document.text(field, text -> {
                    if (!policies.containsKey(text)) {
                        throw new InvalidValueException(
                                field, '"' + text + '"', choice(List.copyOf(policies.keySet())));
                    }
                })
                .map(text -> policies.getOrDefault(text, standard))
                .orElse(standard);
    }

    /** {@code queue, replace or reject}. */
    private static String choice(List<String> names) {
        return String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
    }
}
