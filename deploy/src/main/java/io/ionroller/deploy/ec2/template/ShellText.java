package io.ionroller.deploy.ec2.template;

import java.util.Collection;
import java.util.stream.Collectors;

/** Writes variables of a shell script so that no value can be taken for anything but itself. */
final class ShellText {

    private final StringBuilder lines = new StringBuilder();

    /** Adds {@code NAME='value'}. */
    ShellText variable(String name, String value) {
        lines.append(name).append('=').append(quoted(value)).append('\n');
        return this;
    }

    /** Adds {@code NAME=('one' 'two')}. */
    ShellText array(String name, Collection<String> values) {
        lines.append(name).append(values.stream().map(ShellText::quoted).collect(Collectors.joining(" ", "=(", ")\n")));
        return this;
    }

    /** Within single quotes a shell takes every character as it is; the quote itself is written outside of them. */
    private static String quoted(String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a shell's variable cannot hold a zero character");
        }
        return '\'' + value.replace("'", "'\\''") + '\'';
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}
