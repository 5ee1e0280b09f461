package io.ionroller.api.app;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address of a node.
 *
 * @param host name or address; one of IP version 6 without brackets
 * @param port 1 to 65535
 */
record HostAndPort(String host, int port) {

    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9._-]+)):([0-9]{1,5})");

    HostAndPort {
        if (host.isBlank() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    "an address is a host and a port of 1 to 65535, not '" + host + "' and " + port);
        }
    }

    /**
     * Reads {@code host:port}.
     *
     * @throws IllegalArgumentException if it is not one
     */
    static HostAndPort parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not host:port");
        }
        String host = parts.group(1) != null ? parts.group(1) : parts.group(2);
        return new HostAndPort(host, Integer.parseInt(parts.group(3)));
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
