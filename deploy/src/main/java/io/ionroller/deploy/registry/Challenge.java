package io.ionroller.deploy.registry;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a registry wants to be asked instead: with a token of this address. Written in {@code WWW-Authenticate} as
 * {@code Bearer realm="https://auth.example.org/token",service="registry",scope="repository:shop/cart:pull"} (distribution, Token
 * Authentication Specification).
 *
 * @param token where anybody gets one
 */
record Challenge(URI token) {

    private static final Pattern SCHEME = Pattern.compile("\\s*bearer\\s+", Pattern.CASE_INSENSITIVE);
    private static final Pattern PARAMETER =
            Pattern.compile("([A-Za-z_]+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\",\\s]+))");

    /**
     * The first one of a kind that can be met without a name and a password.
     *
     * @param headers values of {@code WWW-Authenticate}
     * @param repository what is to be read, for a registry that does not say
     * @return empty when there is none, or it cannot be understood
     */
    static Optional<Challenge> of(List<String> headers, String repository) {
        return headers.stream()
                .flatMap(header -> read(header, repository).stream())
                .findFirst();
    }

    private static Optional<Challenge> read(String header, String repository) {
        Matcher scheme = SCHEME.matcher(header);
        if (!scheme.lookingAt()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(header).region(scheme.end(), header.length());
        while (matcher.find()) {
            String quoted = matcher.group(2);
            parameters.putIfAbsent(
                    matcher.group(1), quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
        }
        String realm = parameters.get("realm");
        if (realm == null) {
            return Optional.empty();
        }
        StringBuilder address = new StringBuilder(realm).append(realm.indexOf('?') < 0 ? '?' : '&');
        if (parameters.containsKey("service")) {
            address.append("service=")
                    .append(encoded(parameters.get("service")))
                    .append('&');
        }
        address.append("scope=")
                .append(encoded(parameters.getOrDefault("scope", "repository:" + repository + ":pull")));
        return uri(address.toString()).map(Challenge::new);
    }

    private static Optional<URI> uri(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() == null || uri.getScheme() == null ? Optional.empty() : Optional.of(uri);
        } catch (IllegalArgumentException notAUri) {
            return Optional.empty();
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
