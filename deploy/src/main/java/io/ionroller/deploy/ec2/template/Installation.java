package io.ionroller.deploy.ec2.template;

import com.typesafe.config.Config;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.platform.EffectId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * One ION-Roller among those that may share an account: a server, or a cluster on one database. It is part of the name and
 * the tags of all that it makes, so that two of them never touch each other's resources.
 *
 * @param name matches {@code [a-z][a-z0-9-]{0,30}}; never changed once there are environments
 */
public record Installation(String name) {

    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{0,30}");
    private static final int TOKEN_DIGITS = 32;

    public Installation {
        if (!SHAPE.matcher(name).matches()) {
            throw new InvalidValueException(
                    "ionroller.ec2.installation",
                    '"' + name + '"',
                    "a name of 1 to 31 characters matching [a-z][a-z0-9-]*");
        }
    }

    /** Reads {@code ionroller.ec2.installation}, which {@code reference.conf} documents. */
    public static Installation from(Config root) {
        return new Installation(root.getString("ionroller.ec2.installation"));
    }

    /**
     * The client token of an effect's request, the same for every attempt: 32 hex digits. AWS takes a second request with it
     * for a repetition of the first.
     */
    public String clientToken(EffectId effect) {
        return digest(effect.toString()).substring(0, TOKEN_DIGITS);
    }

    /** What tells the names of two environments apart whose readable parts are alike. */
    String digest(EnvironmentId environment) {
        return digest(environment.service() + "/" + environment.release());
    }

    private String digest(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest((name + '/' + text).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
