package io.ionroller.api.cli.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A path of the API with its query. Immutable. */
public final class Target {

    private final String path;
    private final String query;

    private Target(String path, String query) {
        this.path = path;
        this.query = query;
    }

    /** A path made of segments, each of them escaped: {@code of("services", "hello")}. */
    public static Target of(String... segments) {
        StringBuilder path = new StringBuilder();
        for (String segment : segments) {
            path.append('/').append(encode(segment));
        }
        return new Target(path.toString(), "");
    }

    /** A path with query as the server gave it, such as the address of the next page. */
    public static Target given(String pathAndQuery) {
        return new Target(pathAndQuery, "");
    }

    /** With one more parameter; without it when the value is absent. */
    public Target with(String name, @Nullable Object value) {
        return value == null ? this : withEach(name, List.of(value));
    }

    /** With a parameter once for each value. */
    public Target withEach(String name, Collection<?> values) {
        StringBuilder longer = new StringBuilder(query);
        for (Object value : values) {
            longer.append(longer.isEmpty() ? '?' : '&')
                    .append(encode(name))
                    .append('=')
                    .append(encode(value.toString()));
        }
        return new Target(path, longer.toString());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return path + query;
    }
}
