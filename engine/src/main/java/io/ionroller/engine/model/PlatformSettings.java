package io.ionroller.engine.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which platform runs a service, and that platform's own settings. The engine does not interpret the settings: the platform
 * checks them when a configuration is put and reads them when it acts.
 *
 * @param type name of the platform, such as {@code local}
 * @param settings a JSON object as plain Java: strings, numbers, booleans, lists and maps; without {@code type}
 */
public record PlatformSettings(String type, Map<String, Object> settings) {

    public PlatformSettings {
        settings = freeze(settings);
    }

    private static Map<String, Object> freeze(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), freeze(value)));
        return Collections.unmodifiableMap(copy);
    }

    private static Object freeze(@Nullable Object value) {
        return switch (value) {
            case null -> throw new InvalidValueException("platform", "null", "no null values");
            case Map<?, ?> map -> freeze(map);
            case List<?> list -> {
                List<Object> copy = new ArrayList<>();
                list.forEach(item -> copy.add(freeze(item)));
                yield Collections.unmodifiableList(copy);
            }
            case String text -> text;
            case Number number -> number;
            case Boolean flag -> flag;
            default -> throw new IllegalArgumentException("not a JSON value: " + value.getClass());
        };
    }
}
