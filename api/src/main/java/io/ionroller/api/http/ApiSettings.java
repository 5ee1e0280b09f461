package io.ionroller.api.http;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;

/**
 * The settings under {@code ionroller.api}, read once.
 *
 * @param feedKeepAlive how often an idle feed says that it is alive; 10 ms to 30 s
 * @param feedPoll how often the journal is looked at without being told; 10 ms to 1 min
 * @param slowClientLimit how long a client of the feed may take nothing before it is cut off; 10 ms to 10 min
 * @param mostFeeds feeds served at a time; 1 to 100000
 * @param arrivalLimit how long a connection may take to bring a whole request head; 10 ms to 10 min
 */
public record ApiSettings(
        Duration feedKeepAlive, Duration feedPoll, Duration slowClientLimit, int mostFeeds, Duration arrivalLimit) {

    private static final String ROOT = "ionroller.api.";
    private static final Duration SHORTEST = Duration.ofMillis(10);

    public ApiSettings {
        range("feed.keep-alive", feedKeepAlive, Duration.ofSeconds(30));
        range("feed.poll", feedPoll, Duration.ofMinutes(1));
        range("feed.slow-client-limit", slowClientLimit, Duration.ofMinutes(10));
        range("arrival-limit", arrivalLimit, Duration.ofMinutes(10));
        if (mostFeeds < 1 || mostFeeds > 100_000) {
            throw new IllegalArgumentException(ROOT + "feed.most-clients is " + mostFeeds + ", wanted 1 to 100000");
        }
    }

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException naming the key that is missing or wrong
     */
    public static ApiSettings of(Config config) {
        try {
            return new ApiSettings(
                    config.getDuration(ROOT + "feed.keep-alive"),
                    config.getDuration(ROOT + "feed.poll"),
                    config.getDuration(ROOT + "feed.slow-client-limit"),
                    config.getInt(ROOT + "feed.most-clients"),
                    config.getDuration(ROOT + "arrival-limit"));
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static void range(String key, Duration value, Duration longest) {
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(longest) > 0) {
            throw new IllegalArgumentException(ROOT + key + " is " + value + ", wanted " + SHORTEST + " to " + longest);
        }
    }
}
