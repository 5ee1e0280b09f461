package io.ionroller.api.cli.client;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A request that changes something.
 *
 * @param body JSON; empty for none
 * @param user who asks
 * @param key idempotency key: the same for every attempt of this request, and for no other request
 */
public record Change(String method, Target target, byte[] body, String user, String key) {

    private static final int KEY_BYTES = 16;

    /** A new request with a key of its own. */
    public static Change of(String method, Target target, byte[] body, String user) {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        return new Change(method, target, body, user, HexFormat.of().formatHex(random));
    }
}
