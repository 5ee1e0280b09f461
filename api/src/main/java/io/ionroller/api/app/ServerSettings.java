package io.ionroller.api.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import io.ionroller.api.tls.TlsFiles;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the server listens and keeps its data, from {@code ionroller.server}.
 *
 * @param host address of the REST API
 * @param port port of the REST API; 0 picks a free one
 * @param data folder of everything the server keeps; created when missing
 * @param tls what it proves itself with; absent: it speaks no TLS
 */
public record ServerSettings(
        String host, int port, Path data, @Nullable TlsFiles tls) {

    public ServerSettings {
        if (port < 0 || port > 65_535) {
            throw new ConfigException.BadValue("ionroller.server.port", "must be 0 to 65535, is " + port);
        }
        data = data.toAbsolutePath().normalize();
    }

    /** Those of a server that speaks no TLS. */
    public ServerSettings(String host, int port, Path data) {
        this(host, port, data, null);
    }

    /**
     * Reads the settings.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static ServerSettings from(Config config) {
        Config server = config.getConfig("ionroller.server");
        return new ServerSettings(
                server.getString("host"), server.getInt("port"), Path.of(server.getString("data")), tls(server));
    }

    private static @Nullable TlsFiles tls(Config server) {
        String certificate = server.getString("tls.certificate");
        String key = server.getString("tls.key");
        if (certificate.isBlank() != key.isBlank()) {
            throw new ConfigException.BadValue(
                    "ionroller.server.tls",
                    "must have certificate and key, or neither; " + (key.isBlank() ? "key" : "certificate")
                            + " is missing");
        }
        return key.isBlank() ? null : new TlsFiles(Path.of(certificate), Path.of(key));
    }
}
