package io.ionroller.deploy.simulated.remote;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import io.ionroller.deploy.simulated.RealTime;
import io.ionroller.deploy.simulated.SimulatedCloud;
import io.ionroller.deploy.simulated.SimulatedPlatform;
import io.ionroller.engine.platform.Platform;
import java.net.URI;

/** Which simulated cloud a server has. Called by the composition root. */
public final class SimulatedClouds {

    private SimulatedClouds() {}

    /**
     * The platform {@code simulated} as {@code ionroller.simulated} says: a cloud of its own in memory, or one that it shares.
     *
     * @param node the name of this engine in the log of a shared cloud
     * @throws ConfigException naming the key that is wrong
     */
    public static Platform open(Config root, String node) {
        Config config = root.getConfig("ionroller.simulated");
        String url = config.getString("url");
        if (url.isBlank()) {
            return new SimulatedPlatform(new SimulatedCloud(new RealTime()));
        }
        return new RemoteSimulatedPlatform(cloud(config, url), node, config.getDuration("answer-timeout"));
    }

    private static URI cloud(Config config, String url) {
        try {
            URI cloud = URI.create(url);
            if ("http".equals(cloud.getScheme()) && cloud.getHost() != null) {
                return cloud;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new ConfigException.BadValue(
                config.origin(), "ionroller.simulated.url", "got \"" + url + "\", wanted one such as http://host:9100");
    }
}
