package io.ionroller.engine.model;

import java.util.regex.Pattern;

/** What is released: a label in the shape of a container image tag (or a semantic version), 1 to 128 characters. */
public record Version(String value) {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]{0,127}");

    public Version {
        if (!SHAPE.matcher(value).matches()) {
            throw new InvalidValueException(
                    "version",
                    '"' + value + '"',
                    "1 to 128 letters, digits, '_', '.', '+' or '-', starting with a letter, digit or '_'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
