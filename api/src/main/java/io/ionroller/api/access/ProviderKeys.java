package io.ionroller.api.access;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.time.Duration;

/** The keys of an OpenID provider: a source of them that reads no more than needed. */
final class ProviderKeys {

    private static final Duration KEPT = Duration.ofMinutes(15);
    private static final Duration ONE_READING = Duration.ofSeconds(10);
    /** Keys that were good go on being good for so long while the provider does not answer. */
    private static final Duration OUTAGE = Duration.ofHours(1);

    private final OidcSettings settings;

    ProviderKeys(OidcSettings settings) {
        this.settings = settings;
    }

    /**
     * Finds the keys.
     *
     * @throws IOException if the provider does not answer, or answers for another one
     */
    JWKSource<SecurityContext> source() throws IOException {
        return JWKSourceBuilder.create(
                        ProviderDocument.read(settings).endpoint("jwks_uri").toURL(), ProviderDocument.http())
                .cache(KEPT.toMillis(), ONE_READING.toMillis())
                .rateLimited(settings.keysRefresh().toMillis())
                .retrying(true)
                .outageTolerant(OUTAGE.toMillis())
                .build();
    }
}
