package io.ionroller.api.http;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.http.javadsl.settings.ServerSettings;

/** Serves a route on a port. */
public final class HttpServer {

    /** How long requests may go on after the server was told to stop. */
    private static final Duration GOODBYE = Duration.ofSeconds(3);

    private HttpServer() {}

    /**
     * Binds; called once by the composition root. The stage fails when the address is taken. The binding ends with the
     * coordinated shutdown of the system.
     *
     * @param port 0 for any free one; the binding says which
     */
    public static CompletionStage<ServerBinding> bind(String host, int port, Route route, ActorSystem<?> system) {
        Config config = ConfigFactory.parseMap(Map.of(
                        "pekko.http.server.parsing.error-handler",
                        MalformedRequests.class.getName(),
                        "pekko.http.server.server-header",
                        "ionroller"))
                .withFallback(system.settings().config());
        return Http.get(system)
                .newServerAt(host, port)
                .withSettings(ServerSettings.create(config))
                .bind(route)
                .thenApply(binding -> binding.addToCoordinatedShutdown(GOODBYE, system));
    }
}
