package io.ionroller.deploy.settings;

import io.ionroller.engine.model.Durations;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.Violation;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of a platform field by field and collects what is wrong, so that a person sees all mistakes at once.
 * A wrong field reads as its default; {@link #finish} adds a violation for each field that nobody asked for. Platforms use
 * one reader per check; not thread-safe, and holds nothing that a crash could lose.
 */
public final class SettingsReader {

    private final Map<String, Object> settings;
    private final TreeSet<String> known = new TreeSet<>();
    private final List<Violation> violations = new ArrayList<>();

    public SettingsReader(Map<String, Object> settings) {
        this.settings = settings;
    }

    /** A string that is not blank. */
    public Optional<String> text(String field) {
        Object value = take(field);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text && !text.isBlank()) {
            return Optional.of(text);
        }
        refuse(field, value, "a string that is not empty");
        return Optional.empty();
    }

    /** A whole number from {@code least} to {@code most}. */
    public Optional<Integer> whole(String field, int least, int most) {
        Object value = take(field);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Number) {
            BigDecimal number = new BigDecimal(value.toString());
            if (number.stripTrailingZeros().scale() <= 0
                    && number.compareTo(BigDecimal.valueOf(least)) >= 0
                    && number.compareTo(BigDecimal.valueOf(most)) <= 0) {
                return Optional.of(number.intValueExact());
            }
        }
        refuse(field, value, "a whole number from " + least + " to " + most);
        return Optional.empty();
    }

    /** A duration such as {@code "2s"}. */
    public Optional<Duration> duration(String field) {
        Object value = take(field);
        if (value == null) {
            return Optional.empty();
        }
        try {
            if (value instanceof String text) {
                return Optional.of(Durations.parse(text));
            }
        } catch (InvalidValueException wrongShape) {
            // told below, with the field's own name
        }
        refuse(field, value, "a duration such as \"250ms\", \"30s\" or \"5m\"");
        return Optional.empty();
    }

    /** A list of strings; absent and empty are told apart. */
    public Optional<List<String>> texts(String field) {
        Object value = take(field);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof List<?> list)) {
            refuse(field, value, "a list of strings");
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof String text) {
                texts.add(text);
            } else {
                refuse(field + "[" + i + "]", list.get(i), "a string");
            }
        }
        return Optional.of(List.copyOf(texts));
    }

    /** An object whose values are strings; empty when absent. */
    public Map<String, String> textMap(String field) {
        Object value = take(field);
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> map)) {
            refuse(field, value, "an object of strings such as {\"NAME\": \"value\"}");
            return Map.of();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        map.forEach((key, item) -> {
            if (item instanceof String text) {
                texts.put(String.valueOf(key), text);
            } else {
                refuse(field + "." + key, item, "a string");
            }
        });
        return texts;
    }

    /** Adds a violation of the platform's own. */
    public void refuse(String field, @Nullable Object value, String wanted) {
        violations.add(new Violation(field, value instanceof String ? "\"" + value + '"' : show(value), wanted));
    }

    /** Whether this very field, or a part of it, was refused already. */
    public boolean refused(String field) {
        return violations.stream()
                .map(Violation::field)
                .anyMatch(
                        other -> other.equals(field) || other.startsWith(field + "[") || other.startsWith(field + "."));
    }

    /** All that was wrong, with the fields that nobody asked for. */
    public List<Violation> finish() {
        List<Violation> all = new ArrayList<>(violations);
        settings.forEach((field, value) -> {
            if (!known.contains(field)) {
                all.add(new Violation(
                        field,
                        value instanceof String ? "\"" + value + '"' : show(value),
                        "no such field; known are " + String.join(", ", known)));
            }
        });
        return all;
    }

    private @Nullable Object take(String field) {
        known.add(field);
        return settings.get(field);
    }

    private static String show(@Nullable Object value) {
        return value == null ? "nothing" : value.toString();
    }
}
