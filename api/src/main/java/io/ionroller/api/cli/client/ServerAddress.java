package io.ionroller.api.cli.client;

import java.net.URI;

/**
 * Where the server is.
 *
 * @param uri scheme, host and port, perhaps a path; without a slash at the end
 * @param source who said so, for error messages: {@code --server}, {@code IONROLLER_SERVER} or {@code the default}
 */
public record ServerAddress(URI uri, String source) {

    /** Where {@code ionroller server} listens when nothing else is said. */
    public static final String STANDARD = "http://127.0.0.1:9000";

    /**
     * Reads an address; {@code host:port} alone means {@code http://host:port}.
     *
     * @throws IllegalArgumentException if it is no address of an HTTP server
     */
    public static ServerAddress parse(String text, String source) {
        String whole = text.contains("://") ? text : "http://" + text;
        try {
            URI uri = URI.create(whole.endsWith("/") ? whole.substring(0, whole.length() - 1) : whole);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
                return new ServerAddress(uri, source);
            }
        } catch (IllegalArgumentException notAUri) {
            // told below, with the whole text
        }
        throw new IllegalArgumentException(
                source + ": got \"" + text + "\", wanted a URL such as " + STANDARD + " or a host and port");
    }

    /** Whether nobody on the way can read along: by TLS, or within this machine. */
    public boolean safe() {
        String host = uri.getHost();
        return "https".equals(uri.getScheme())
                || host.equals("localhost")
                || host.equals("[::1]")
                || host.matches("127(\\.\\d{1,3}){3}");
    }

    /** The address of a path such as {@code /services}. */
    URI at(String pathAndQuery) {
        return URI.create(uri + pathAndQuery);
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
