package io.ionroller.api.http;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/**
 * Where a browser says that a request comes from. A page from elsewhere can make a browser send requests here, with the cookie of
 * this server, but it cannot make it lie about that.
 */
enum Origin {
    /** A page of this server, or somebody who typed an address. */
    OWN,
    /** Another page. */
    FOREIGN,
    /** Nothing was said: no browser, or an old one. */
    UNSAID;

    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");
    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?");

    static Origin of(HttpRequest request) {
        Optional<String> site = header(request, "Sec-Fetch-Site");
        if (site.isPresent()) {
            return OWN_SITES.contains(site.get()) ? OWN : FOREIGN;
        }
        return header(request, "Origin")
                .map(origin -> authority(origin).equals(header(request, "Host").orElse("")) ? OWN : FOREIGN)
                .orElse(UNSAID);
    }

    /**
     * Whether the request names this machine itself. A page whose name was made to mean this machine's address after it was loaded
     * names itself.
     */
    static boolean namesLoopback(HttpRequest request) {
        return header(request, "Host")
                .map(host -> LOOPBACK.matcher(host).matches())
                .orElse(true);
    }

    /** Whether it came by TLS, to this server or to whatever is in front of it. */
    static boolean encrypted(HttpRequest request) {
        return request.getUri().getScheme().equals("https")
                || header(request, "X-Forwarded-Proto").filter("https"::equals).isPresent();
    }

    private static String authority(String origin) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority == null ? "" : authority;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static Optional<String> header(HttpRequest request, String name) {
        return request.getHeader(name).map(HttpHeader::value);
    }
}
