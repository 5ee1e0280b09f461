package io.ionroller.aws.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request.
 *
 * @param path the raw path
 * @param query the raw query, "" without one
 * @param headers by lower-case name, the first value of each
 */
public record HttpCall(String method, String path, String query, Map<String, String> headers, byte[] body) {

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
