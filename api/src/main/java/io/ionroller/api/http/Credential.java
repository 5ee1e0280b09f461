package io.ionroller.api.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/**
 * What a request proves its sender with: the header {@code Authorization: Bearer ...} or, without it, the cookie of the console.
 *
 * @param cookie whether a browser has added it by itself
 */
record Credential(String text, boolean cookie) {

    /** Name of the cookie. */
    static final String COOKIE = "ionroller-session";

    private static final String BEARER = "bearer ";

    /** The one of a request; a header that is no bearer credential counts as a wrong one. */
    static Optional<Credential> of(HttpRequest request) {
        List<String> authorizations = values(request, "authorization");
        if (!authorizations.isEmpty()) {
            String only = authorizations.size() == 1 ? authorizations.getFirst() : "";
            boolean bearer = only.toLowerCase(Locale.ROOT).startsWith(BEARER);
            return Optional.of(
                    new Credential(bearer ? only.substring(BEARER.length()).strip() : "", false));
        }
        return cookie(request, COOKIE).map(value -> new Credential(value, true));
    }

    /** The value of a cookie. */
    static Optional<String> cookie(HttpRequest request, String name) {
        return values(request, "cookie").stream()
                .flatMap(header -> Arrays.stream(header.split(";", -1)))
                .map(String::strip)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst();
    }

    private static List<String> values(HttpRequest request, String lowercaseName) {
        return StreamSupport.stream(request.getHeaders().spliterator(), false)
                .filter(header -> header.is(lowercaseName))
                .map(HttpHeader::value)
                .toList();
    }

    @Override
    public String toString() {
        return cookie ? "(a cookie)" : "(a bearer credential)";
    }
}
