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
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of a platform field by field and collects what is wrong, so that a person sees all mistakes at once.
 * A wrong field reads as its default; {@link #finish} adds a violation for each field that nobody asked for. Objects and lists
 * of objects are read by readers of their own, whose fields carry the path, such as {@code port_mappings[0].host}; only the
 * outermost reader is asked to {@link #finish}. Platforms use one reader per check; not thread-safe, and holds nothing that a
 * crash could lose.
 */
public final class SettingsReader extends Mistakes {

    private static final Pattern NOT_BLANK = Pattern.compile("(?sU).*\\S.*");

    private final Map<String, Object> settings;
    private final TreeSet<String> known = new TreeSet<>();
    private final List<SettingsReader> parts = new ArrayList<>();

    public SettingsReader(Map<String, Object> settings) {
        this(settings, "", new ArrayList<>());
    }

    private SettingsReader(Map<String, Object> settings, String prefix, List<Violation> violations) {
        super(prefix, violations);
        this.settings = settings;
    }

    /** A string that is not blank. */
    public Optional<String> text(String field) {
        return text(field, NOT_BLANK, "a string that is not empty");
    }

    /** A string of this shape. */
    public Optional<String> text(String field, Pattern shape, String wanted) {
        Object value = take(field);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text && shape.matcher(text).matches()) {
            return Optional.of(text);
        }
        refuse(field, value, wanted);
        return Optional.empty();
    }

    /**
     * A string that {@code parse} turns into a value.
     *
     * @param parse refuses what it cannot read with an {@link InvalidValueException}
     */
    public <T> Optional<T> value(String field, Function<String, T> parse) {
        return text(field).flatMap(text -> parsed(field, text, parse));
    }

    /** A list of strings, no two alike, that {@code parse} turns into values; empty when absent. */
    public <T> List<T> values(String field, Function<String, T> parse) {
        List<String> texts = texts(field).orElse(List.of());
        List<T> values = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String item = field + "[" + i + "]";
            if (texts.indexOf(texts.get(i)) < i) {
                refuse(item, texts.get(i), "no item twice");
            } else {
                parsed(item, texts.get(i), parse).ifPresent(values::add);
            }
        }
        return List.copyOf(values);
    }

    private <T> Optional<T> parsed(String field, String text, Function<String, T> parse) {
        try {
            return Optional.of(parse.apply(text));
        } catch (InvalidValueException wrongShape) {
            refuse(field, text, wrongShape.violations().getFirst().wanted());
            return Optional.empty();
        }
    }

    /**
     * What was read, or a violation when the field is absent.
     *
     * @param standIn the answer when it is; the reading has failed by then
     */
    public <T> T required(String field, Optional<T> read, String wanted, T standIn) {
        if (read.isEmpty() && !refused(field)) {
            refuse(field, settings.get(field), wanted);
        }
        return read.orElse(standIn);
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

    /** A duration from {@code least} to {@code most} that is a multiple of a second. */
    public Optional<Duration> seconds(String field, Duration least, Duration most) {
        Optional<Duration> duration = duration(field);
        if (duration.isPresent()
                && (duration.get().toMillis() % 1000 != 0
                        || duration.get().compareTo(least) < 0
                        || duration.get().compareTo(most) > 0)) {
            refuse(
                    field,
                    Durations.format(duration.get()),
                    "whole seconds from " + Durations.format(least) + " to " + Durations.format(most));
            return Optional.empty();
        }
        return duration;
    }

    /** True or false. */
    public Optional<Boolean> flag(String field) {
        Object value = take(field);
        if (value == null || value instanceof Boolean) {
            return Optional.ofNullable((Boolean) value);
        }
        refuse(field, value, "true or false");
        return Optional.empty();
    }

    /** A reader of the object in a field. */
    public Optional<SettingsReader> object(String field) {
        Object value = take(field);
        return value == null ? Optional.empty() : part(field, value);
    }

    /** Readers of the objects of a list; empty when absent. */
    public List<SettingsReader> objects(String field) {
        Object value = take(field);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            refuse(field, value, "a list of objects");
            return List.of();
        }
        List<SettingsReader> readers = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            part(field + "[" + i + "]", list.get(i)).ifPresent(readers::add);
        }
        return readers;
    }

    private Optional<SettingsReader> part(String field, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            refuse(field, value, "an object");
            return Optional.empty();
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        map.forEach((key, item) -> fields.put(String.valueOf(key), item));
        SettingsReader part = new SettingsReader(fields, path(field) + ".", violations());
        parts.add(part);
        return Optional.of(part);
    }

    /** Whether a field holds a string, so that fields of several shapes can be read; asks for nothing. */
    public boolean isText(String field) {
        return settings.get(field) instanceof String;
    }

    /** Whether a field holds an object; asks for nothing. */
    public boolean isObject(String field) {
        return settings.get(field) instanceof Map;
    }

    /** Whether a field is given; asks for nothing. */
    public boolean has(String field) {
        return settings.containsKey(field);
    }

    /** The fields that are given, for objects whose fields are names of the user's own. */
    public Set<String> given() {
        return settings.keySet();
    }

    /** Takes fields as known that are not looked at in this case. */
    public void ask(String... fields) {
        known.addAll(List.of(fields));
    }

    /** Every field asked for so far, here and in parts, with {@code []} for the index of a list. */
    public Set<String> asked() {
        TreeSet<String> all = new TreeSet<>();
        known.forEach(field -> all.add(path(field).replaceAll("\\[\\d+]", "[]")));
        parts.forEach(part -> all.addAll(part.asked()));
        return all;
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

    /** All that was wrong, with the fields that nobody asked for. */
    public List<Violation> finish() {
        List<Violation> all = new ArrayList<>(violations());
        addUnknown(all);
        return all;
    }

    private void addUnknown(List<Violation> all) {
        settings.forEach((field, value) -> {
            if (!known.contains(field)) {
                all.add(new Violation(
                        path(field), show(value), "no such field; known are " + String.join(", ", known)));
            }
        });
        parts.forEach(part -> part.addUnknown(all));
    }

    private @Nullable Object take(String field) {
        known.add(field);
        return settings.get(field);
    }
}
