package io.ionroller.deploy.local.router;

import com.typesafe.config.ConfigFactory;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.platform.PlatformException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.apache.pekko.japi.function.Function;

/** The ports of one service: one, or two while it changes. Opening and closing take turns by their caller. */
final class Listeners {

    /** How long requests of a port that is closed may take to end. */
    private static final Duration CLOSING = Duration.ofMinutes(1);

    private static final Duration BIND_PATIENCE = Duration.ofSeconds(10);

    private final RouterContext context;
    private final Function<HttpRequest, CompletionStage<HttpResponse>> handler;
    private final ConcurrentHashMap<Integer, ServerBinding> open = new ConcurrentHashMap<>();

    Listeners(RouterContext context, Function<HttpRequest, CompletionStage<HttpResponse>> handler) {
        this.context = context;
        this.handler = handler;
    }

    boolean open(int port) {
        return open.containsKey(port);
    }

    /**
     * Opens the port unless it is open. Blocks.
     *
     * @throws PlatformException TERMINAL when somebody else has it
     */
    void open(ServiceName service, int port) {
        if (open.containsKey(port)) {
            return;
        }
        String where = context.settings().bind() + ":" + port;
        try {
            ServerBinding binding = Http.get(context.system())
                    .newServerAt(context.settings().bind(), port)
                    .withSettings(serverSettings())
                    .bind(handler)
                    .toCompletableFuture()
                    .get(BIND_PATIENCE.toSeconds(), TimeUnit.SECONDS);
            open.put(port, binding);
        } catch (ExecutionException failed) {
            throw new PlatformException(
                    PlatformException.Kind.TERMINAL,
                    "the router of " + service + " cannot listen on " + where
                            + ": another program uses it, or it may not" + " be used (" + reason(failed)
                            + "); free the port or change platform.listen",
                    failed);
        } catch (TimeoutException slow) {
            throw new PlatformException(
                    PlatformException.Kind.RETRYABLE, "opening " + where + " for " + service + " took too long", slow);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PlatformException(
                    PlatformException.Kind.RETRYABLE, "interrupted while opening " + where, interrupted);
        }
    }

    /** Takes no new connections there; what is in flight may end. */
    void close(int port) {
        ServerBinding binding = open.remove(port);
        if (binding != null) {
            binding.terminate(CLOSING);
        }
    }

    void closeAllBut(int port) {
        open.keySet().stream().filter(other -> other != port).toList().forEach(this::close);
    }

    private static String reason(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }

    private ServerSettings serverSettings() {
        RouterSettings settings = context.settings();
        return ServerSettings.create(ConfigFactory.parseMap(Map.ofEntries(
                        Map.entry("pekko.http.server.server-header", ""),
                        Map.entry("pekko.http.server.idle-timeout", ProxyParsing.millis(settings.idleTimeout())),
                        // The router has its own limit for an instance's answer.
                        Map.entry("pekko.http.server.request-timeout", "infinite"),
                        Map.entry("pekko.http.server.bind-timeout", "5s"),
                        Map.entry("pekko.http.server.max-connections", settings.connections()),
                        Map.entry("pekko.http.server.backlog", 1_024),
                        Map.entry("pekko.http.server.remote-address-attribute", "on"),
                        Map.entry("pekko.http.server.raw-request-uri-header", "on"),
                        Map.entry("pekko.http.server.parsing", ProxyParsing.SETTINGS)))
                .withFallback(context.system().settings().config()));
    }
}
