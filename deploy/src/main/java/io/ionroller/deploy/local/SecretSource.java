package io.ionroller.deploy.local;

import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.PlatformException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where the value of a secret is found when an instance starts. Configurations, events and answers hold the reference; the value is
 * read anew for every instance, given to it as a variable, and kept nowhere.
 */
sealed interface SecretSource {

    /** What a reference looks like. */
    String WANTED = "env:NAME, a variable of the server other than IONROLLER_..., or file:/absolute/path";

    /** Of the server's own process, except for the server's own settings, which hold its secrets. */
    record ServerVariable(String name) implements SecretSource {}

    /** A file that the server may read, without its last line end. */
    record SecretFile(Path path) implements SecretSource {}

    /**
     * Reads a reference.
     *
     * @throws InvalidValueException if it is none
     */
    static SecretSource parse(String text) {
        if (text.startsWith("env:")) {
            String name = text.substring(4);
            if (Shape.NAME.matcher(name).matches() && !name.startsWith("IONROLLER_")) {
                return new ServerVariable(name);
            }
        } else if (text.startsWith("file:")) {
            String path = text.substring(5);
            if (Shape.PATH.matcher(path).matches()) {
                return new SecretFile(Path.of(path));
            }
        }
        throw new InvalidValueException("secret", '"' + text + '"', WANTED);
    }

    /** The reference as it is written. */
    default String text() {
        return switch (this) {
            case ServerVariable(String name) -> "env:" + name;
            case SecretFile(Path path) -> "file:" + path;
        };
    }

    /**
     * The value, as it is now.
     *
     * @param variables of the server
     * @throws PlatformException RETRYABLE when there is none, saying where it was looked for
     */
    default String value(Map<String, String> variables) {
        return switch (this) {
            case ServerVariable(String name) -> {
                String value = variables.get(name);
                if (value == null) {
                    throw missing("the server has no variable " + name);
                }
                yield value;
            }
            case SecretFile(Path path) -> content(path);
        };
    }

    private static String content(Path path) {
        try {
            if (Files.size(path) > Shape.LARGEST) {
                throw missing(path + " has more than " + Shape.LARGEST + " bytes");
            }
            String text = Files.readString(path, StandardCharsets.UTF_8);
            if (text.indexOf('\0') >= 0) {
                throw missing(path + " has a zero character");
            }
            return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        } catch (IOException | UncheckedIOException e) {
            throw missing(path + " cannot be read as text");
        }
    }

    private static PlatformException missing(String sentence) {
        return new PlatformException(Kind.RETRYABLE, "a secret is not there: " + sentence);
    }

    /** What names, paths and contents may be. */
    final class Shape {
        private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,255}");
        private static final Pattern PATH = Pattern.compile("/[^\\x00]{1,1000}");
        private static final long LARGEST = 64 * 1024;

        private Shape() {}
    }
}
