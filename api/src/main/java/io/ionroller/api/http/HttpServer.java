package io.ionroller.api.http;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ionroller.api.tls.ServerTls;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.ConnectionContext;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.ServerBuilder;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.apache.pekko.stream.javadsl.BidiFlow;
import org.apache.pekko.stream.javadsl.Flow;
import org.jspecify.annotations.Nullable;

/** Serves a route on a port. */
public final class HttpServer {

    /** How long requests may go on after the server was told to stop. */
    private static final Duration GOODBYE = Duration.ofSeconds(3);

    /** Browsers that were here once come back by TLS only, for a year. */
    private static final RawHeader ONLY_ENCRYPTED = RawHeader.create("Strict-Transport-Security", "max-age=31536000");

    private HttpServer() {}

    /**
     * Where to listen.
     *
     * @param port 0 for any free one; the binding says which
     * @param tls absent: not encrypted
     */
    public record Listening(String host, int port, @Nullable ServerTls tls) {}

    /**
     * Binds; called once by the composition root. The stage fails when the address is taken. The binding ends with the
     * coordinated shutdown of the system.
     */
    public static CompletionStage<ServerBinding> bind(Listening where, Route route, ActorSystem<?> system) {
        Config config = ConfigFactory.parseMap(Map.of(
                        "pekko.http.server.parsing.error-handler",
                        MalformedRequests.class.getName(),
                        "pekko.http.server.server-header",
                        "ionroller",
                        "pekko.http.server.remote-address-attribute",
                        "on"))
                .withFallback(system.settings().config());
        ServerBuilder builder =
                Http.get(system).newServerAt(where.host(), where.port()).withSettings(ServerSettings.create(config));
        ServerTls tls = where.tls();
        ServerBuilder secured = tls == null ? builder : builder.enableHttps(ConnectionContext.httpsServer(tls::engine));
        return secured.bindFlow(connection(route, tls != null, system))
                .thenApply(binding -> binding.addToCoordinatedShutdown(GOODBYE, system));
    }

    private static Flow<HttpRequest, HttpResponse, NotUsed> connection(
            Route route, boolean encrypted, ActorSystem<?> system) {
        var handler = route.handler(system);
        Flow<HttpRequest, HttpResponse, NotUsed> answers =
                Flow.of(HttpRequest.class).mapAsync(1, handler::apply);
        Duration limit = ApiSettings.of(system.settings().config()).arrivalLimit();
        return BidiFlow.fromGraph(new Punctuality(limit))
                .join(encrypted ? answers.map(answer -> answer.addHeader(ONLY_ENCRYPTED)) : answers);
    }
}
