package io.ionroller.engine.model;

import java.util.regex.Pattern;

/**
 * Who has a role: {@code token:NAME} for whoever has an API token of that name, {@code oidc:NAME} for a person whom the OpenID
 * provider knows under that name, {@code group:NAME} for everybody whom it puts into a group.
 */
public record Subject(String value) {

    /** Before the name of an API token. */
    public static final String TOKEN = "token:";

    /** Before the name of a person. */
    public static final String OIDC = "oidc:";

    /** Before the name of a group. */
    public static final String GROUP = "group:";

    /** Before the name of a user of the machine that the server's data is on. */
    public static final String LOCAL = "local:";

    private static final Pattern SHAPE =
            Pattern.compile("token:[A-Za-z0-9][A-Za-z0-9._@-]{0,62}|(oidc|group):\\S(.{0,198}\\S)?");

    public Subject {
        if (!SHAPE.matcher(value).matches() || value.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidValueException(
                    "subject",
                    '"' + value + '"',
                    "token:NAME, of 1 to 63 letters, digits and . _ @ -, or oidc:NAME or group:NAME of 1 to 200 characters");
        }
    }

    /** Whether a text says that it was proved who somebody is, so that nobody may merely claim it. */
    public static boolean proven(String text) {
        return text.startsWith(TOKEN) || text.startsWith(OIDC) || text.startsWith(GROUP) || text.startsWith(LOCAL);
    }

    @Override
    public String toString() {
        return value;
    }
}
