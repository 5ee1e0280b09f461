package io.ionroller.deploy.ec2.template;

import io.ionroller.deploy.ec2.settings.Container;
import io.ionroller.deploy.ec2.settings.Ec2Settings;
import io.ionroller.deploy.ec2.settings.RegistryAuth;
import io.ionroller.deploy.ec2.settings.SecretReference;
import io.ionroller.deploy.settings.Variable;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.model.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The script that an instance boots with. The same settings, image and environment always give the same script. Secrets are
 * not in it, only where the instance finds them.
 *
 * <p>It tells on the instance's console how it went, one line each: {@value #FAILED}, {@value #DONE} or, after the latter,
 * {@value #ENDED} with the container's last lines.
 *
 * @param script at most 16384 bytes of UTF-8 (AWS: 16 KB before base64)
 */
public record UserData(String script) {

    /** Begins the line that says why no container runs. */
    public static final String FAILED = "IONROLLER-BOOT-FAILED:";
    /** Begins the line that says that the container was started. */
    public static final String DONE = "IONROLLER-BOOT-DONE:";
    /** Begins the line that says that the container ended soon after its start. */
    public static final String ENDED = "IONROLLER-CONTAINER-ENDED:";

    /** No reference of an image has a quote in it. */
    private static final Pattern IMAGE_LINE =
            Pattern.compile("^IMAGE='([^']+@sha256:[0-9a-f]{64})'$", Pattern.MULTILINE);

    private static final int MOST_BYTES = 16 * 1024;
    private static final String BOOT = readBoot();

    public UserData {
        int bytes = bytes(script);
        if (bytes > MOST_BYTES) {
            throw new InvalidValueException(
                    "user_data",
                    bytes + " bytes",
                    "at most " + MOST_BYTES + " bytes for the whole boot script, of which user_data, environment,"
                            + " run_args and the mappings are part; " + bytes(BOOT) + " are the engine's own");
        }
    }

    /**
     * The script of an environment.
     *
     * @throws InvalidValueException if it is too long, which {@link #check} tells before
     */
    public static UserData render(
            EnvironmentId environment, Version version, Container container, ResolvedImage image) {
        ShellText text = new ShellText()
                .variable("SERVICE", environment.service().value())
                .variable("ENVIRONMENT", environment.toString())
                .variable("VERSION", version.value())
                .variable("IMAGE", image.reference())
                .variable("USER_DATA", container.userData());
        registry(text, container);
        text.array("SECRETS", secrets(container))
                .array("LOG_OPTIONS", logOptions(environment, version, container))
                .array("OPTIONS", options(container))
                .array("RUN_ARGS", container.arguments());
        return new UserData("#!/bin/bash\n" + text + BOOT);
    }

    /** What is wrong with settings, the length of the boot script included. Asks nobody. */
    public static List<Violation> check(ServiceName service, PlatformSettings settings) {
        List<Violation> violations = Ec2Settings.check(settings);
        if (!violations.isEmpty()) {
            return violations;
        }
        Container container = Ec2Settings.of(settings).container();
        String digest = "sha256:" + "0".repeat(64);
        try {
            // The longest release number and version that may come.
            render(
                    new EnvironmentId(service, Long.MAX_VALUE),
                    new Version("0".repeat(128)),
                    container,
                    new ResolvedImage(container.image().reference(digest), digest));
            return List.of();
        } catch (InvalidValueException tooLong) {
            return tooLong.violations();
        }
    }

    /** The image that a script runs, as {@link #render} wrote it. Empty when it is not such a script. */
    static Optional<String> image(String base64) {
        try {
            String script = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            Matcher line = IMAGE_LINE.matcher(script);
            return line.find() ? Optional.of(line.group(1)) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** As AWS takes it. */
    public String base64() {
        return Base64.getEncoder().encodeToString(script.getBytes(StandardCharsets.UTF_8));
    }

    private static void registry(ShellText text, Container container) {
        switch (container.registryAuth()) {
            case RegistryAuth.None none -> text.variable("REGISTRY_AUTH", "none");
            case RegistryAuth.Ecr ecr ->
                text.variable("REGISTRY_AUTH", "ecr")
                        .variable("REGISTRY", container.image().registry())
                        .variable("ECR_REGION", container.image().ecrRegion().orElseThrow());
            case RegistryAuth.Dockercfg file ->
                text.variable("REGISTRY_AUTH", "dockercfg").array("DOCKERCFG", source(file.secret()));
        }
    }

    private static List<String> secrets(Container container) {
        List<String> secrets = new ArrayList<>();
        container.environment().forEach((name, variable) -> {
            if (variable instanceof Variable.Secret<SecretReference>(SecretReference reference)) {
                secrets.add(name);
                secrets.addAll(source(reference));
            }
        });
        return secrets;
    }

    /** Kind, name and key, as the script's function fetch takes them. */
    private static List<String> source(SecretReference reference) {
        return switch (reference) {
            case SecretReference.Parameter parameter -> List.of("ssm", parameter.name(), "");
            case SecretReference.Secret secret ->
                List.of("secretsmanager", secret.id(), secret.key().orElse(""));
        };
    }

    private static List<String> logOptions(EnvironmentId environment, Version version, Container container) {
        return container.log().options().entrySet().stream()
                .map(option -> option.getKey()
                        + '='
                        + option.getValue()
                                .replace("{environment}", environment.toString())
                                .replace("{version}", version.value()))
                .toList();
    }

    private static List<String> options(Container container) {
        List<String> options =
                new ArrayList<>(List.of("--log-driver", container.log().driver()));
        container
                .ports()
                .forEach(port -> options.addAll(
                        List.of("--publish", port.host() + ":" + port.container() + '/' + port.protocol())));
        container
                .volumes()
                .forEach(volume -> options.addAll(List.of(
                        "--volume", volume.host() + ':' + volume.container() + (volume.readOnly() ? ":ro" : ""))));
        container.environment().forEach((name, variable) -> {
            if (variable instanceof Variable.Plain<SecretReference>(String value)) {
                options.addAll(List.of("--env", name + '=' + value));
            }
        });
        return options;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String readBoot() {
        try (InputStream boot = UserData.class.getResourceAsStream("boot.sh")) {
            if (boot == null) {
                throw new IllegalStateException("boot.sh is not beside its class");
            }
            return new String(boot.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
                    .collect(Collectors.joining("\n", "", "\n"));
        } catch (IOException cannotBeRead) {
            throw new UncheckedIOException(cannotBeRead);
        }
    }
}
