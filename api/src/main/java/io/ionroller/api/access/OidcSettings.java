package io.ionroller.api.access;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The settings under {@code ionroller.access.oidc}, explained in {@code reference.conf}.
 *
 * @param issuer the OpenID provider, as its tokens name it
 * @param audience what tokens must be made for
 * @param clientId by which the provider knows this server when a browser signs in; empty: nobody signs in so
 * @param clientSecret by which this server proves that to the provider; empty for a public client
 * @param scope what a browser asks for
 * @param algorithms signatures that are accepted
 * @param nameClaim what names a person
 * @param groupsClaim what names the groups of a person
 * @param clockSkew by how much clocks may differ; 0 to 5 min
 * @param keysRefresh how often keys are read again at most, for one that is not known; 100 ms to 1 h
 */
public record OidcSettings(
        URI issuer,
        String audience,
        String clientId,
        String clientSecret,
        String scope,
        Set<String> algorithms,
        String nameClaim,
        String groupsClaim,
        Duration clockSkew,
        Duration keysRefresh) {

    private static final String ROOT = AccessSettings.ROOT + "oidc";

    /** Signatures by a key that only the provider has; none that whoever can check one can make. */
    private static final Set<String> POSSIBLE =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    /**
     * Reads them; empty when no provider is set.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    static Optional<OidcSettings> from(Config config) {
        Config oidc = config.getConfig(ROOT);
        String issuer = oidc.getString("issuer").strip();
        if (issuer.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new OidcSettings(
                issuer(issuer),
                needed(oidc, "audience", "what tokens must be made for, such as ionroller"),
                oidc.getString("client-id").strip(),
                oidc.getString("client-secret").strip(),
                needed(oidc, "scope", "what a browser asks for, such as openid"),
                algorithms(oidc),
                needed(oidc, "name-claim", "the claim that names a person, such as sub"),
                needed(oidc, "groups-claim", "the claim that names groups, such as groups"),
                ranged(oidc, "clock-skew", Duration.ZERO, Duration.ofMinutes(5)),
                ranged(oidc, "keys-refresh", Duration.ofMillis(100), Duration.ofHours(1))));
    }

    /** What a token may be made for: this server by either of its names. */
    Set<String> audiences() {
        return clientId.isEmpty() ? Set.of(audience) : new TreeSet<>(Set.copyOf(List.of(audience, clientId)));
    }

    private static URI issuer(String text) {
        try {
            URI uri = URI.create(text);
            if (safe(uri) && uri.getRawQuery() == null && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw wrong("issuer", "must be an https URL, is '" + text + "'");
    }

    /** Nobody on the way can change what it answers. */
    static boolean safe(URI uri) {
        boolean here =
                "http".equals(uri.getScheme()) && uri.getHost() != null && AccessSettings.loopback(uri.getHost());
        return here || ("https".equals(uri.getScheme()) && uri.getHost() != null);
    }

    private static Set<String> algorithms(Config oidc) {
        Set<String> algorithms = new TreeSet<>(oidc.getStringList("algorithms"));
        if (algorithms.isEmpty() || !POSSIBLE.containsAll(algorithms)) {
            throw wrong("algorithms", "must be some of " + new TreeSet<>(POSSIBLE) + ", is " + algorithms);
        }
        return algorithms;
    }

    private static String needed(Config oidc, String key, String what) {
        String text = oidc.getString(key).strip();
        if (text.isEmpty()) {
            throw wrong(key, "must be " + what + ", is empty");
        }
        return text;
    }

    private static Duration ranged(Config oidc, String key, Duration least, Duration most) {
        Duration value = oidc.getDuration(key);
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw wrong(key, "must be " + least + " to " + most + ", is " + value);
        }
        return value;
    }

    private static ConfigException wrong(String key, String sentence) {
        return new ConfigException.BadValue(ROOT + "." + key, sentence);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "OidcSettings[" + issuer + ", audience " + audience + ", client " + clientId + "]";
    }
}
