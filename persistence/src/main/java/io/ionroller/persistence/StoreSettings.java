package io.ionroller.persistence;

import com.typesafe.config.Config;
import io.ionroller.engine.model.InvalidValueException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Where the store is. */
public sealed interface StoreSettings {

    /** Two SQLite files in a folder, which one engine process uses at a time. */
    record Embedded(Path folder) implements StoreSettings {}

    /**
     * A PostgreSQL database, which several engine processes may use.
     *
     * @param jdbcUrl without user and password
     * @param user empty: what the URL or the driver says
     * @param password never logged
     */
    record PostgreSql(String jdbcUrl, String user, String password, ConnectionSettings connections)
            implements StoreSettings {
        @Override
        public String toString() {
            return jdbcUrl.replaceAll("(?i)([?&]password=)[^&]*", "$1***");
        }
    }

    /**
     * What {@code ionroller.persistence} says: the database of {@code url} or, when that is empty, the embedded store.
     *
     * @param folder of the embedded store
     * @throws com.typesafe.config.ConfigException naming the key that is missing or wrong
     */
    static StoreSettings from(Config config, Path folder) {
        String url = config.getString("ionroller.persistence.url");
        return url.isBlank() ? embedded(folder) : parse(url, ConnectionSettings.from(config));
    }

    static StoreSettings embedded(Path folder) {
        return new Embedded(folder.toAbsolutePath().normalize());
    }

    /**
     * Reads {@code jdbc:postgresql://...}, {@code postgresql://user:password@host:port/database} or the path of a folder.
     *
     * @throws InvalidValueException for a URL of another kind
     */
    static StoreSettings parse(String text) {
        return parse(text, ConnectionSettings.standard());
    }

    /** As {@link #parse(String)}, with other settings of the connections than the standard ones. */
    static StoreSettings parse(String text, ConnectionSettings connections) {
        if (text.startsWith("jdbc:postgresql:")) {
            return new PostgreSql(text, "", "", connections);
        }
        if (text.startsWith("postgresql://") || text.startsWith("postgres://")) {
            return ofUri(text, connections);
        }
        if (text.isBlank() || text.contains("://") || text.startsWith("jdbc:")) {
            throw new InvalidValueException(
                    "store",
                    '"' + text.replaceAll("//[^/@]*@", "//***@") + '"',
                    "postgresql://user:password@host/database, jdbc:postgresql://host/database or a folder");
        }
        return embedded(Path.of(text));
    }

    private static StoreSettings ofUri(String text, ConnectionSettings connections) {
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null && uri.getRawPath().length() > 1) {
                String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
                String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
                String[] user = (uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo()).split(":", 2);
                return new PostgreSql(
                        "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query,
                        decoded(user[0]),
                        user.length > 1 ? decoded(user[1]) : "",
                        connections);
            }
        } catch (URISyntaxException e) {
            // told below; the exception's message would hold the password
        }
        throw new InvalidValueException(
                "store", "a URL that cannot be read", "postgresql://user:password@host:5432/database");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
