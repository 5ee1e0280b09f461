package io.ionroller.api.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import io.ionroller.engine.json.Json;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** What an OpenID provider says of itself (OpenID Connect Discovery 1.0). */
final class ProviderDocument {

    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 5_000;
    private static final int LARGEST = 512 * 1024;

    private final URI address;
    private final JsonNode document;

    private ProviderDocument(URI address, JsonNode document) {
        this.address = address;
        this.document = document;
    }

    /** Asks a provider, with limits of time and size. */
    static DefaultResourceRetriever http() {
        DefaultResourceRetriever http = new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, LARGEST);
        http.setHeaders(Map.of("Accept", List.of("application/json")));
        return http;
    }

    /**
     * Reads it; blocks for some seconds at the most.
     *
     * @throws IOException if the provider does not answer, or answers for another one
     */
    static ProviderDocument read(OidcSettings settings) throws IOException {
        String issuer = settings.issuer().toString();
        URI address = URI.create((issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer)
                + "/.well-known/openid-configuration");
        JsonNode document =
                Json.mapper().readTree(http().retrieveResource(address.toURL()).getContent());
        if (!document.path("issuer").asText().equals(issuer)) {
            throw new IOException(address + " is about the issuer '"
                    + document.path("issuer").asText() + "', wanted '" + issuer + "'");
        }
        return new ProviderDocument(address, document);
    }

    /**
     * One of its addresses, such as {@code jwks_uri}.
     *
     * @throws IOException if it is missing, or somebody on the way could change what it answers
     */
    URI endpoint(String name) throws IOException {
        String text = document.path(name).asText();
        try {
            URI uri = URI.create(text);
            if (OidcSettings.safe(uri)) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new IOException(address + " has the " + name + " '" + text + "', wanted an https URL");
    }
}
