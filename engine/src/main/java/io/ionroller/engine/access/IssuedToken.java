package io.ionroller.engine.access;

import io.ionroller.engine.model.Grant;
import io.ionroller.engine.model.SaltedHash;
import io.ionroller.engine.model.Subject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An API token that was made once.
 *
 * @param id part of the token itself, and no secret
 * @param name of whoever has it
 * @param expires absent: never
 * @param revoked absent: it was not
 * @param used when it was used last, known to a day; absent: never
 */
public record IssuedToken(
        String id,
        String name,
        Grant grant,
        SaltedHash secret,
        Origin origin,
        @Nullable Instant expires,
        @Nullable Instant revoked,
        @Nullable Instant used) {

    /** Who made it and when. */
    public record Origin(String who, Instant at) {}

    /** Where it is in its life. */
    public enum Standing {
        VALID,
        EXPIRED,
        REVOKED
    }

    public Standing standing(Instant now) {
        if (revoked != null) {
            return Standing.REVOKED;
        }
        return expires != null && !now.isBefore(expires) ? Standing.EXPIRED : Standing.VALID;
    }

    /** Whoever has it. */
    public Subject subject() {
        return new Subject(Subject.TOKEN + name);
    }

    IssuedToken revokedAt(Instant at) {
        return new IssuedToken(id, name, grant, secret, origin, expires, at, used);
    }

    IssuedToken usedAt(Instant at) {
        return new IssuedToken(id, name, grant, secret, origin, expires, revoked, at);
    }
}
