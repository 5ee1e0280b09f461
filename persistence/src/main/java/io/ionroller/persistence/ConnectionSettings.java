package io.ionroller.persistence;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How connections to PostgreSQL are made, from {@code ionroller.persistence.postgresql}, where each key is explained. Read once,
 * when the store is opened. What the database URL says itself comes first.
 *
 * @param poolSize connections of one engine process
 * @param connectionTimeout until a caller gets a connection or an error
 * @param statementTimeout until the server ends a statement
 * @param socketTimeout until an answer of the server is not waited for any more; in the driver, for a server that hangs
 */
public record ConnectionSettings(
        int poolSize, Duration connectionTimeout, Duration statementTimeout, Duration socketTimeout, Tls tls) {

    static final String KEY = "ionroller.persistence.postgresql";

    /** The writer, the projection (one connection to read by, one to write by), one spare, and at least two readers. */
    static final int SMALLEST_POOL = 6;

    private static final Duration SHORTEST = Duration.ofMillis(250);

    public ConnectionSettings {
        if (poolSize < SMALLEST_POOL || poolSize > 500) {
            throw bad("pool-size", "must be " + SMALLEST_POOL + " to 500, is " + poolSize);
        }
        check("connection-timeout", connectionTimeout);
        check("statement-timeout", statementTimeout);
        check("socket-timeout", socketTimeout);
        if (socketTimeout.compareTo(statementTimeout) <= 0) {
            throw bad(
                    "socket-timeout",
                    "must be longer than statement-timeout, so that the server's own limit tells first");
        }
    }

    /** How the connection is encrypted and who is believed to be the server; files are PEM, or PKCS-12 for the key. */
    public record Tls(Mode mode, String rootCertificate, String certificate, String key) {

        /** As in PostgreSQL's {@code sslmode}. */
        public enum Mode {
            DISABLE,
            PREFER,
            REQUIRE,
            VERIFY_CA,
            VERIFY_FULL;

            String text() {
                return name().toLowerCase(Locale.ROOT).replace('_', '-');
            }

            private static Mode of(String text) {
                return Arrays.stream(values())
                        .filter(mode -> mode.text().equals(text))
                        .findFirst()
                        .orElseThrow(() -> bad(
                                "tls.mode",
                                "must be disable, prefer, require, verify-ca or verify-full, is \"" + text + '"'));
            }
        }

        public Tls {
            readable("tls.root-certificate", rootCertificate);
            readable("tls.certificate", certificate);
            readable("tls.key", key);
            if (!certificate.isEmpty() && key.isEmpty()) {
                throw bad("tls.key", "is missing: a client certificate needs its key");
            }
        }

        private static void readable(String key, String file) {
            if (!file.isEmpty() && !Files.isReadable(Path.of(file))) {
                throw bad(key, "the file " + file + " cannot be read");
            }
        }
    }

    /** What {@code reference.conf} says. */
    static ConnectionSettings standard() {
        return from(ConfigFactory.defaultReference(ConnectionSettings.class.getClassLoader()));
    }

    /** @throws ConfigException naming the key that is missing or wrong */
    static ConnectionSettings from(Config config) {
        // Whole paths, because the library's messages name what was asked for.
        return new ConnectionSettings(
                config.getInt(KEY + ".pool-size"),
                config.getDuration(KEY + ".connection-timeout"),
                config.getDuration(KEY + ".statement-timeout"),
                config.getDuration(KEY + ".socket-timeout"),
                new Tls(
                        Tls.Mode.of(config.getString(KEY + ".tls.mode")),
                        config.getString(KEY + ".tls.root-certificate"),
                        config.getString(KEY + ".tls.certificate"),
                        config.getString(KEY + ".tls.key")));
    }

    /** As parameters of the driver. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("connectTimeout", seconds(connectionTimeout));
        parameters.put("sslmode", tls.mode().text());
        put(parameters, "sslrootcert", tls.rootCertificate());
        put(parameters, "sslcert", tls.certificate());
        put(parameters, "sslkey", tls.key());
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, String value) {
        if (!value.isEmpty()) {
            parameters.put(name, value);
        }
    }

    /** The driver counts whole seconds, and 0 would be for ever. */
    static String seconds(Duration time) {
        return Long.toString(Math.max(1, time.plusMillis(999).toSeconds()));
    }

    private static void check(String key, Duration time) {
        if (time.compareTo(SHORTEST) < 0 || time.compareTo(Duration.ofHours(1)) > 0) {
            throw bad(key, "must be 250ms to 1h, is " + time.toMillis() + "ms");
        }
    }

    private static ConfigException bad(String key, String why) {
        return new ConfigException.BadValue(KEY + "." + key, why);
    }
}
