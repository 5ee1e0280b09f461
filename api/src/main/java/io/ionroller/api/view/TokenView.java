package io.ionroller.api.view;

import io.ionroller.engine.access.IssuedToken;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An API token, without what would let anybody use it.
 *
 * @param name of whoever has it; events say {@code token:NAME}
 * @param standing valid, expired or revoked
 * @param lastUsed known to a day; absent: never
 */
public record TokenView(
        String id,
        String name,
        String role,
        String services,
        String standing,
        String createdBy,
        Instant createdAt,
        @Nullable Instant expires,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsed) {

    /** As of now. */
    public static TokenView of(IssuedToken token, Instant now) {
        return new TokenView(
                token.id(),
                token.name(),
                token.grant().role().text(),
                token.grant().services().value(),
                token.standing(now).name().toLowerCase(Locale.ROOT),
                token.origin().who(),
                token.origin().at(),
                token.expires(),
                token.revoked(),
                token.used());
    }
}
