package io.ionroller.engine.json;

import io.ionroller.engine.model.Durations;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One object of a document that is being read. Every method reads one field; what is wrong is noted as a violation and the
 * field counts as absent, so that reading goes on and finds the rest.
 */
final class Fields {

    private static final String DURATION = "a duration such as \"250ms\", \"30s\", \"5m\" or \"2h\"";

    private final String path;
    private final Map<String, @Nullable Object> fields;
    private final List<Violation> violations;

    Fields(String path, Map<String, @Nullable Object> fields, List<Violation> violations) {
        this.path = path;
        this.fields = fields;
        this.violations = violations;
    }

    /** Notes every field that is not one of {@code known}. */
    void onlyThese(List<String> known) {
        for (String field : fields.keySet()) {
            if (!known.contains(field)) {
                String nearest = Spelling.nearest(field, known)
                        .map(n -> "\"" + n + "\"; did you mean that?")
                        .orElse(null);
                note(field, "an unknown field", nearest != null ? nearest : "one of " + String.join(", ", known));
            }
        }
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    @Nullable
    Object raw(String field) {
        return fields.get(field);
    }

    Optional<String> text(String field, Consumer<String> check) {
        return has(field)
                ? as(field, String.class, "a text").filter(text -> passes(field, () -> check.accept(text)))
                : Optional.empty();
    }

    Optional<Duration> duration(String field, Consumer<Duration> check) {
        if (!has(field)) {
            return Optional.empty();
        }
        Optional<String> text = as(field, String.class, DURATION);
        List<Duration> read = new ArrayList<>();
        boolean fine = text.isPresent()
                && passes(field, () -> {
                    Duration duration = Durations.parse(text.get());
                    check.accept(duration);
                    read.add(duration);
                });
        return fine ? Optional.of(read.getFirst()) : Optional.empty();
    }

    /** A whole number that fits an {@code int}; the check says the range. */
    Optional<Integer> whole(String field, Consumer<Integer> check) {
        if (!has(field)) {
            return Optional.empty();
        }
        if (!(fields.get(field) instanceof Number number) || number instanceof Double) {
            note(field, describe(fields.get(field)), "a whole number");
            return Optional.empty();
        }
        int clamped = Math.clamp(number.longValue(), Integer.MIN_VALUE, Integer.MAX_VALUE);
        return passes(field, () -> check.accept(clamped)) ? Optional.of(clamped) : Optional.empty();
    }

    Optional<Fields> object(String field, String wanted) {
        return object(path(field), fields.get(field), wanted);
    }

    /** A value at any path as an object. */
    Optional<Fields> object(String at, @Nullable Object value, String wanted) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(String.valueOf(key), item));
            return Optional.of(new Fields(at, copy, violations));
        }
        violations.add(new Violation(at, describe(value), wanted));
        return Optional.empty();
    }

    Optional<List<?>> list(String field, String wanted) {
        if (fields.get(field) instanceof List<?> list) {
            return Optional.of(list);
        }
        note(field, has(field) ? describe(fields.get(field)) : "nothing", wanted);
        return Optional.empty();
    }

    /** Runs a check of this field that throws; its violations are noted under this field. */
    boolean passes(String field, Runnable check) {
        try {
            check.run();
            return true;
        } catch (InvalidValueException e) {
            e.violations().forEach(v -> note(field, v.value(), v.wanted()));
            return false;
        }
    }

    void note(String field, String value, String wanted) {
        violations.add(new Violation(path(field), value, wanted));
    }

    String path(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    /** A copy of what the document says. */
    Map<String, @Nullable Object> all() {
        return new LinkedHashMap<>(fields);
    }

    private <T> Optional<T> as(String field, Class<T> type, String wanted) {
        Object value = fields.get(field);
        if (type.isInstance(value)) {
            return Optional.of(type.cast(value));
        }
        note(field, describe(value), wanted);
        return Optional.empty();
    }

    static String describe(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> '"' + text + '"';
            case Map<?, ?> map -> "an object";
            case List<?> list -> "a list";
            default -> String.valueOf(value);
        };
    }
}
