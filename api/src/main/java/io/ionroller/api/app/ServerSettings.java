package io.ionroller.api.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.nio.file.Path;

/**
 * Where the server listens and keeps its data, from {@code ionroller.server}.
 *
 * @param host address of the REST API
 * @param port port of the REST API; 0 picks a free one
 * @param data folder of everything the server keeps; created when missing
 */
public record ServerSettings(String host, int port, Path data) {

    public ServerSettings {
        if (port < 0 || port > 65_535) {
            throw new ConfigException.BadValue("ionroller.server.port", "must be 0 to 65535, is " + port);
        }
        data = data.toAbsolutePath().normalize();
    }

    /**
     * Reads the settings.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static ServerSettings from(Config config) {
        Config server = config.getConfig("ionroller.server");
        return new ServerSettings(server.getString("host"), server.getInt("port"), Path.of(server.getString("data")));
    }
}
