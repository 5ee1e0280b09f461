package io.ionroller.aws.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The method, path and fixed part of the query of a REST operation, as its model states them. */
public final class HttpRoute {

    private static final Pattern LABEL = Pattern.compile("\\{([^}+]+)(\\+?)}");

    private final String operation;
    private final String method;
    private final Pattern path;
    private final Set<String> query;
    private final int status;
    private final List<String> labels = new ArrayList<>();

    HttpRoute(String operation, JsonNode http) {
        String uri = http.get("requestUri").asText();
        this.operation = operation;
        this.method = http.get("method").asText();
        this.status = http.path("responseCode").asInt(200);
        int mark = uri.indexOf('?');
        this.query = mark < 0 ? Set.of() : Set.of(uri.substring(mark + 1).split("&"));
        String bare = uri.replaceFirst("\\?.*", "").replaceFirst("/$", "");
        Matcher matcher = LABEL.matcher(bare);
        matcher.results().forEach(label -> labels.add(label.group(1)));
        // A label with a plus takes slashes too.
        this.path = Pattern.compile(
                LABEL.matcher(bare).replaceAll(label -> label.group(2).isEmpty() ? "([^/]+)" : "(.+)") + "/?");
    }

    public String operation() {
        return operation;
    }

    /** The status of a good answer. */
    public int status() {
        return status;
    }

    public boolean matches(String method, String path, String query) {
        return this.method.equals(method)
                && this.path.matcher(path).matches()
                && new HashSet<>(List.of(query.split("&"))).containsAll(this.query);
    }

    /** Such as {@code list-type=2}. */
    public Set<String> query() {
        return query;
    }

    /** The values of the path's labels, by name. */
    public Map<String, String> labels(String path) {
        Matcher matcher = this.path.matcher(path);
        Map<String, String> values = new LinkedHashMap<>();
        if (matcher.matches()) {
            for (int index = 0; index < labels.size(); index++) {
                values.put(labels.get(index), URLDecoder.decode(matcher.group(index + 1), StandardCharsets.UTF_8));
            }
        }
        return values;
    }
}
