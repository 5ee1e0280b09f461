package io.ionroller.api.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import io.ionroller.engine.json.Json;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Where the keys of an OpenID provider are (OpenID Connect Discovery 1.0), and a source of them that reads no more than needed. */
final class ProviderKeys {

    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 5_000;
    private static final int LARGEST = 512 * 1024;
    private static final Duration KEPT = Duration.ofMinutes(15);
    private static final Duration ONE_READING = Duration.ofSeconds(10);
    /** Keys that were good go on being good for so long while the provider does not answer. */
    private static final Duration OUTAGE = Duration.ofHours(1);

    private final OidcSettings settings;
    private final DefaultResourceRetriever http = new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, LARGEST);

    ProviderKeys(OidcSettings settings) {
        this.settings = settings;
        http.setHeaders(Map.of("Accept", List.of("application/json")));
    }

    /**
     * Finds the keys.
     *
     * @throws IOException if the provider does not answer, or answers for another one
     */
    JWKSource<SecurityContext> source() throws IOException {
        return JWKSourceBuilder.create(address().toURL(), http)
                .cache(KEPT.toMillis(), ONE_READING.toMillis())
                .rateLimited(settings.keysRefresh().toMillis())
                .retrying(true)
                .outageTolerant(OUTAGE.toMillis())
                .build();
    }

    private URI address() throws IOException {
        String issuer = settings.issuer().toString();
        URI discovery = URI.create((issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer)
                + "/.well-known/openid-configuration");
        JsonNode document =
                Json.mapper().readTree(http.retrieveResource(discovery.toURL()).getContent());
        if (!document.path("issuer").asText().equals(issuer)) {
            throw new IOException(discovery + " is about the issuer '"
                    + document.path("issuer").asText() + "', wanted '" + issuer + "'");
        }
        try {
            URI keys = URI.create(document.path("jwks_uri").asText());
            if (OidcSettings.safe(keys)) {
                return keys;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new IOException(
                discovery + " has the jwks_uri '" + document.path("jwks_uri").asText() + "', wanted an https URL");
    }
}
