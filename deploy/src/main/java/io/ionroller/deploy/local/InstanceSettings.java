package io.ionroller.deploy.local;

import io.ionroller.deploy.settings.SettingsReader;
import io.ionroller.deploy.settings.Variable;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.Violation;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the local platform reads of a configuration.
 *
 * @param command the program and its arguments; empty when an image is given
 * @param image the container image; absent when a command is given
 * @param containerPort where the program in the image listens; 0 for a command
 * @param workingFolder where the command runs; absent for the engine's own
 * @param instances 1 to 100
 * @param listen the router's port
 * @param env variables for the instances; placeholders in plain ones are filled in
 */
record InstanceSettings(
        List<String> command,
        @Nullable String image,
        int containerPort,
        @Nullable Path workingFolder,
        int instances,
        int listen,
        Map<String, Variable<SecretSource>> env) {

    private static final int MOST_INSTANCES = 100;
    private static final int MOST_PORT = 65_535;

    private static final Variable.Shape<SecretSource> VARIABLES = new Variable.Shape<>(
            Pattern.compile("[A-Za-z_][A-Za-z0-9_]*"),
            "a variable's name matching [A-Za-z_][A-Za-z0-9_]*",
            SecretSource::parse,
            SecretSource.WANTED,
            "env:NAME");

    /** What is wrong with the settings, without asking other services or container programs. */
    static List<Violation> check(PlatformSettings settings) {
        SettingsReader reader = new SettingsReader(settings.settings());
        InstanceSettings read = read(reader);
        if (read.workingFolder() != null && !Files.isDirectory(read.workingFolder())) {
            reader.refuse("working_dir", read.workingFolder().toString(), "a folder that exists on this machine");
        }
        return reader.finish();
    }

    /**
     * The settings of a configuration that was checked before.
     *
     * @throws InvalidValueException if it was not
     */
    static InstanceSettings of(PlatformSettings settings) {
        SettingsReader reader = new SettingsReader(settings.settings());
        InstanceSettings read = read(reader);
        List<Violation> violations = reader.finish();
        if (!violations.isEmpty()) {
            throw new InvalidValueException(violations);
        }
        return read;
    }

    private static InstanceSettings read(SettingsReader reader) {
        Optional<List<String>> command = reader.texts("command");
        Optional<String> image = reader.text("image");
        Optional<Integer> containerPort = reader.whole("container_port", 1, MOST_PORT);
        Map<String, Variable<SecretSource>> env = Variable.readAll(reader, "env", VARIABLES);
        checkCommand(reader, command.orElse(List.of()), command.isPresent(), image);
        checkImage(reader, image, containerPort);
        env.forEach((name, value) -> {
            if (value instanceof Variable.Plain<SecretSource>(String text)) {
                checkText(reader, "env." + name, text);
            }
        });
        Optional<Integer> listen = reader.whole("listen", 1, MOST_PORT);
        if (listen.isEmpty() && !reader.refused("listen")) {
            reader.refuse("listen", null, "the port from 1 to 65535 that the service's traffic enters by");
        }
        return new InstanceSettings(
                command.orElse(List.of()),
                image.orElse(null),
                containerPort.orElse(0),
                folder(reader),
                reader.whole("instances", 1, MOST_INSTANCES).orElse(1),
                listen.orElse(0),
                env);
    }

    private static void checkCommand(
            SettingsReader reader, List<String> command, boolean given, Optional<String> image) {
        if (given && image.isPresent()) {
            reader.refuse("image", image.get(), "either command or image, not both");
        }
        if (!given && image.isEmpty() && !reader.refused("command") && !reader.refused("image")) {
            reader.refuse("command", null, "a list of the program and its arguments, or an image instead");
        }
        if (given
                && !reader.refused("command")
                && (command.isEmpty() || command.getFirst().isBlank())) {
            reader.refuse("command", command, "at least the program to run");
        }
        for (int i = 0; i < command.size(); i++) {
            checkText(reader, "command[" + i + "]", command.get(i));
        }
    }

    private static void checkImage(SettingsReader reader, Optional<String> image, Optional<Integer> containerPort) {
        if (image.isPresent()) {
            checkText(reader, "image", image.get());
            if (image.get().startsWith("-") || image.get().contains(" ")) {
                reader.refuse("image", image.get(), "an image's name such as registry/app:{version}");
            }
            if (containerPort.isEmpty() && !reader.refused("container_port")) {
                reader.refuse("container_port", null, "the port from 1 to 65535 that the image's program listens on");
            }
        } else if (containerPort.isPresent()) {
            reader.refuse("container_port", containerPort.get(), "no container_port without an image");
        }
    }

    private static void checkText(SettingsReader reader, String field, String text) {
        if (text.indexOf('\0') >= 0) {
            reader.refuse(field, "a text with a zero character", "no zero characters");
        }
        for (String name : Placeholders.unknown(text)) {
            reader.refuse(field, text, "no placeholder {" + name + "}; known are {port}, {version}, {environment}");
        }
    }

    private static @Nullable Path folder(SettingsReader reader) {
        String text = reader.text("working_dir").orElse(null);
        if (text == null) {
            return null;
        }
        try {
            Path folder = Path.of(text);
            if (folder.isAbsolute()) {
                return folder;
            }
        } catch (InvalidPathException notAPath) {
            // told below
        }
        reader.refuse("working_dir", text, "an absolute path");
        return null;
    }
}
