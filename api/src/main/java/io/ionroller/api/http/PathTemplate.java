package io.ionroller.api.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The path of an endpoint, such as {@code /services/{service}/config}.
 *
 * @param text as OpenAPI writes it
 */
record PathTemplate(String text) {

    /** The segments of a request's raw path, decoded; an encoded slash stays within its segment. */
    static List<String> segments(String rawPath) {
        List<String> segments = new ArrayList<>();
        if (!rawPath.startsWith("/")) {
            return segments; // OPTIONS * has no path
        }
        for (String raw : rawPath.substring(1).split("/", -1)) {
            segments.add(URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8));
        }
        return segments;
    }

    /** Values of the parameters, if the path is one of these. */
    Optional<Map<String, String>> match(List<String> segments) {
        List<String> wanted = List.of(text.substring(1).split("/", -1));
        if (wanted.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            String name = wanted.get(i);
            if (name.startsWith("{") && !segments.get(i).isEmpty()) {
                values.put(name.substring(1, name.length() - 1), segments.get(i));
            } else if (!name.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    List<String> parameters() {
        return List.of(text.substring(1).split("/", -1)).stream()
                .filter(segment -> segment.startsWith("{"))
                .map(segment -> segment.substring(1, segment.length() - 1))
                .toList();
    }
}
