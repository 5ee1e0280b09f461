package io.ionroller.api.cli.client;

import java.time.Duration;
import java.util.List;

/**
 * How long the client waits for what.
 *
 * @param connect for a connection
 * @param answer for an answer
 * @param retries how long it waits before each further attempt of a request that may be repeated
 * @param silence how long the feed may be silent, also without a keep-alive, before it is opened again
 * @param reconnect how long the feed is tried to be opened again before it is given up
 */
public record Patience(
        Duration connect, Duration answer, List<Duration> retries, Duration silence, Duration reconnect) {

    public Patience {
        retries = List.copyOf(retries);
    }

    /** For people and continuous integration: half a minute for an answer, some seconds of retries, two minutes of outage. */
    public static Patience standard() {
        return new Patience(
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                List.of(
                        Duration.ofMillis(100),
                        Duration.ofMillis(400),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4)),
                Duration.ofSeconds(60),
                Duration.ofMinutes(2));
    }

    Patience forLongWork() {
        return new Patience(connect, Duration.ofMinutes(11), retries, silence, reconnect);
    }

    Patience forReadings() {
        return new Patience(connect, Duration.ofSeconds(5), List.of(), silence, reconnect);
    }
}
