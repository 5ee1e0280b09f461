package io.ionroller.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ionroller.aws.protocol.HttpAnswer;
import io.ionroller.aws.protocol.HttpCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: AWS's calls everywhere but under {@code /_scenario}. A virtual thread for each request. */
final class HttpFront implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);
    private static final int BACKLOG = 1024;

    static {
        // Without it an answer's body waits 40 ms for the acknowledgement of its head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** Answers a request under {@code /_scenario}. */
    interface Control {
        HttpAnswer answer(HttpCall call);
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    HttpFront(int port, CallHandler calls, Control control) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        server.setExecutor(threads);
        server.createContext("/", exchange -> serve(exchange, calls, control));
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private static void serve(HttpExchange exchange, CallHandler calls, Control control) throws IOException {
        try (exchange) {
            HttpCall call = call(exchange);
            CallHandler.Reply reply = call.path().startsWith("/_scenario")
                    ? new CallHandler.Reply(java.util.Optional.of(control.answer(call)), Duration.ZERO)
                    : calls.serve(call);
            if (reply.delay().isPositive()) {
                Thread.sleep(reply.delay());
            }
            // Closing an exchange that was not answered closes its connection.
            if (reply.answer().isPresent()) {
                send(exchange, reply.answer().get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a request was not served");
            throw e;
        }
    }

    private static HttpCall call(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        String query = exchange.getRequestURI().getRawQuery();
        return new HttpCall(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                query == null ? "" : query,
                headers,
                exchange.getRequestBody().readAllBytes());
    }

    private static void send(HttpExchange exchange, HttpAnswer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
