package io.ionroller.deploy.ec2.settings;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an instance finds a secret when it boots, with the rights of its instance profile. The engine never sees its value.
 */
public sealed interface SecretReference {

    /** What to write in the settings. */
    String WANTED = "ssm:/path, secretsmanager:name or secretsmanager:ARN, the latter two optionally with #json-key";

    /** A parameter of Systems Manager. */
    record Parameter(String name) implements SecretReference {
        public Parameter {
            Shapes.need("secret", name, Shapes.PARAMETER, WANTED);
        }
    }

    /**
     * A secret of Secrets Manager.
     *
     * @param id name or ARN
     * @param keyOrNull which value of a secret that is a JSON object; null for the secret as it is
     */
    record Secret(String id, @Nullable String keyOrNull) implements SecretReference {

        private static final Pattern NAME = Pattern.compile("[\\w/+=.@-]{1,512}");
        private static final Pattern RESOURCE = Pattern.compile("secret:[\\w/+=.@-]{1,512}");
        private static final Pattern SHAPE = Pattern.compile("([^#]+)(?:#([^\\p{Cntrl}]{1,256}))?");

        public Secret {
            if (id.startsWith("arn:")) {
                Arn.parse(id, "secretsmanager", RESOURCE, WANTED);
            } else {
                Shapes.need("secret", id, NAME, WANTED);
            }
        }

        /** Which value of a secret that is a JSON object. */
        public Optional<String> key() {
            return Optional.ofNullable(keyOrNull);
        }

        private static Secret parse(String text) {
            Matcher matcher = SHAPE.matcher(text);
            if (!matcher.matches()) {
                throw Shapes.refusal("", text, WANTED);
            }
            return new Secret(matcher.group(1), matcher.group(2));
        }
    }

    /**
     * Reads {@code ssm:...} or {@code secretsmanager:...}.
     *
     * @throws io.ionroller.engine.model.InvalidValueException if it is neither
     */
    static SecretReference parse(String text) {
        if (text.startsWith("ssm:")) {
            return new Parameter(text.substring("ssm:".length()));
        }
        if (text.startsWith("secretsmanager:")) {
            return Secret.parse(text.substring("secretsmanager:".length()));
        }
        throw Shapes.refusal("", text, WANTED);
    }

    /** The ARN of a secret that was given by one. */
    default Optional<Arn> arn() {
        return switch (this) {
            case Parameter parameter -> Optional.empty();
            case Secret secret ->
                secret.id().startsWith("arn:")
                        ? Optional.of(Arn.parse(secret.id(), "secretsmanager", Secret.RESOURCE, WANTED))
                        : Optional.empty();
        };
    }
}
