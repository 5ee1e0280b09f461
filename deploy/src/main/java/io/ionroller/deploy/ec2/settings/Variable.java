package io.ionroller.deploy.ec2.settings;

import io.ionroller.deploy.settings.SettingsReader;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The value of an environment variable of the container. */
public sealed interface Variable {

    /** A value that everybody who may read the instance's user data may know. */
    record Plain(String value) implements Variable {
        public Plain {
            Shapes.need("environment", value, TEXT, WANTED);
        }
    }

    /** A value that the instance fetches when it boots. */
    record Secret(SecretReference reference) implements Variable {}

    /** Anything but the zero character, which no environment can hold. */
    Pattern TEXT = Pattern.compile("[^\\x00]*", Pattern.DOTALL);

    /** What to write in the settings. */
    String WANTED = "a string without zero characters, or {\"secret\": \"ssm:/path\"}";

    /** The names of variables; dots and hyphens are for programs such as Spring's that take settings by such names. */
    Pattern NAME = Pattern.compile("(?!IONROLLER_)[A-Za-z_][A-Za-z0-9_.-]{0,254}");

    static Map<String, Variable> readAll(SettingsReader reader, String field) {
        Optional<SettingsReader> variables = reader.object(field);
        // Sorted, so that the same settings always make the same user data.
        Map<String, Variable> all = new TreeMap<>();
        variables.ifPresent(names -> {
            for (String name : names.given()) {
                if (!NAME.matcher(name).matches()) {
                    names.refuse(name, name, "a name matching [A-Za-z_][A-Za-z0-9_.-]*, not beginning with IONROLLER_");
                }
                read(names, name).ifPresent(value -> all.put(name, value));
            }
        });
        return Collections.unmodifiableMap(all);
    }

    private static Optional<Variable> read(SettingsReader names, String name) {
        if (names.isObject(name)) {
            return names.object(name)
                    .flatMap(value -> value.value("secret", SecretReference::parse)
                            .or(() -> {
                                value.required("secret", Optional.empty(), SecretReference.WANTED, "");
                                return Optional.empty();
                            }))
                    .map(Secret::new);
        }
        return names.text(name, TEXT, WANTED).map(Plain::new);
    }
}
