package io.ionroller.aws.model;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The method and path of a REST operation, as its model states them. */
public final class HttpRoute {

    private static final Pattern LABEL = Pattern.compile("\\{([^}+]+)\\+?}");

    private final String operation;
    private final String method;
    private final Pattern path;
    private final List<String> labels = new ArrayList<>();

    HttpRoute(String operation, String method, String uri) {
        this.operation = operation;
        this.method = method;
        String bare = uri.replaceFirst("\\?.*", "").replaceFirst("/$", "");
        Matcher matcher = LABEL.matcher(bare);
        matcher.results().forEach(label -> labels.add(label.group(1)));
        this.path = Pattern.compile(LABEL.matcher(bare).replaceAll("([^/]+)") + "/?");
    }

    public String operation() {
        return operation;
    }

    public boolean matches(String method, String path) {
        return this.method.equals(method) && this.path.matcher(path).matches();
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
