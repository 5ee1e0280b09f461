package io.ionroller.deploy.settings;

import io.ionroller.engine.model.InvalidValueException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The value of a variable of an instance, as a configuration gives it.
 *
 * @param <R> how a platform refers to secrets
 */
public sealed interface Variable<R> {

    /** Anything but the zero character, which no environment can hold. */
    Pattern TEXT = Pattern.compile("[^\\x00]*", Pattern.DOTALL);

    /** A value that everybody who may read the configuration may know. */
    record Plain<R>(String value) implements Variable<R> {
        public Plain {
            if (!TEXT.matcher(value).matches()) {
                throw new InvalidValueException("variable", "a text with a zero character", "no zero characters");
            }
        }
    }

    /** Where the value is found when an instance starts; the configuration and all that is stored have only this. */
    record Secret<R>(R reference) implements Variable<R> {}

    /**
     * What the variables of a platform look like.
     *
     * @param name of a variable
     * @param wantedName the same for a person
     * @param secret reads a reference; refuses what is none with an {@link InvalidValueException}
     * @param wantedSecret what a reference looks like, for a person
     * @param example of a reference
     */
    record Shape<R>(Pattern name, String wantedName, Function<String, R> secret, String wantedSecret, String example) {}

    /** The variables of an object, sorted, so that the same settings always make the same. */
    static <R> Map<String, Variable<R>> readAll(SettingsReader reader, String field, Shape<R> shape) {
        Map<String, Variable<R>> all = new TreeMap<>();
        reader.object(field).ifPresent(names -> {
            for (String name : names.given()) {
                if (!shape.name().matcher(name).matches()) {
                    names.refuse(name, name, shape.wantedName());
                }
                read(names, name, shape).ifPresent(value -> all.put(name, value));
            }
        });
        return Collections.unmodifiableMap(all);
    }

    private static <R> Optional<Variable<R>> read(SettingsReader names, String name, Shape<R> shape) {
        if (!names.isObject(name)) {
            return names.text(
                            name,
                            TEXT,
                            "a string without zero characters, or {\"secret\": \"" + shape.example() + "\"}")
                    .map(Plain::new);
        }
        return names.object(name).flatMap(value -> {
            Optional<R> reference = value.value("secret", shape.secret());
            if (reference.isEmpty() && !value.refused("secret")) {
                value.refuse("secret", null, shape.wantedSecret());
            }
            return reference.map(Secret::new);
        });
    }
}
