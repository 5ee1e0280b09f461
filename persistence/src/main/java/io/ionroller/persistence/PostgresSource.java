package io.ionroller.persistence;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.ds.PGSimpleDataSource;

/** Makes connections to PostgreSQL, one for each call, as the settings say. What the URL says itself comes first. */
final class PostgresSource {

    private PostgresSource() {}

    /** @param more parameters of the driver beside those of the settings */
    static PGSimpleDataSource of(StoreSettings.PostgreSql settings, Map<String, String> more) {
        Map<String, String> wanted = new LinkedHashMap<>(settings.connections().parameters());
        wanted.put("tcpKeepAlive", "true");
        // details would bring the values of rows into exceptions and logs
        wanted.put("logServerErrorDetail", "false");
        wanted.put("ApplicationName", "ionroller");
        wanted.putAll(more);
        wanted.keySet().removeAll(named(settings.jdbcUrl()));
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(with(settings.jdbcUrl(), wanted));
        if (!settings.user().isEmpty()) {
            source.setUser(settings.user());
            source.setPassword(settings.password());
        }
        return source;
    }

    private static Set<String> named(String url) {
        int question = url.indexOf('?');
        return question < 0
                ? Set.of()
                : Arrays.stream(url.substring(question + 1).split("&", -1))
                        .map(pair -> pair.split("=", 2)[0])
                        .collect(Collectors.toSet());
    }

    private static String with(String url, Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return url + (url.indexOf('?') < 0 ? "?" : url.endsWith("?") ? "" : "&") + query;
    }
}
