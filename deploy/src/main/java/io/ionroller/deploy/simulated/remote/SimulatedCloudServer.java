package io.ionroller.deploy.simulated.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ionroller.deploy.simulated.RealTime;
import io.ionroller.deploy.simulated.SimulatedCall;
import io.ionroller.deploy.simulated.SimulatedCloud;
import io.ionroller.engine.json.Json;
import io.ionroller.engine.platform.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link SimulatedCloud} in real time behind HTTP, for tests and rehearsals with several engines: one POST with a JSON body
 * per verb, script and reading of its log. It outlives the engines; when it ends, its environments are gone.
 *
 * <p>There is no login: bind it where only engines reach it.
 */
public final class SimulatedCloudServer implements AutoCloseable {

    static {
        // Read once by the JDK: without delayed acknowledgements, and never the first to close a connection that a
        // client
        // keeps, since a request that meets a closing connection has an unknown outcome.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.idleInterval", "3600");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "100000");
    }

    private static final Logger LOG = LoggerFactory.getLogger(SimulatedCloudServer.class);
    private static final int BACKLOG = 1_024;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final @Nullable CallFile file;
    private final CloudVerbs verbs;

    private SimulatedCloudServer(HttpServer server, @Nullable CallFile file) {
        this.server = server;
        this.file = file;
        Consumer<SimulatedCall> listener = file == null ? call -> {} : file::write;
        this.verbs = new CloudVerbs(new SimulatedCloud(new RealTime(), listener));
        serve(CloudRequest.EnsureEnvironment.class, "/platform/ensure-environment");
        serve(CloudRequest.ObserveEnvironment.class, "/platform/observe-environment");
        serve(CloudRequest.EnsureTraffic.class, "/platform/ensure-traffic");
        serve(CloudRequest.ObserveTraffic.class, "/platform/observe-traffic");
        serve(CloudRequest.RemoveEnvironment.class, "/platform/remove-environment");
        serve(CloudRequest.Output.class, "/platform/output");
        serve(CloudRequest.AddFault.class, "/script/fault");
        serve(CloudRequest.ClearFaults.class, "/script/clear-faults");
        serve(CloudRequest.ChangeWeights.class, "/script/weights");
        serve(CloudRequest.ChangeInstance.class, "/script/instance");
        serve(CloudRequest.LoseEnvironment.class, "/script/lose");
        serve(CloudRequest.ReadCalls.class, "/calls");
        server.setExecutor(threads);
        server.start();
    }

    /**
     * Runs a cloud until the process is ended.
     *
     * @param arguments address, port, and a file for the log of calls or nothing
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length < 2 || arguments.length > 3) {
            throw new IllegalArgumentException("wanted: ADDRESS PORT [FILE]");
        }
        InetSocketAddress address = new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1]));
        SimulatedCloudServer cloud = start(address, arguments.length == 3 ? Path.of(arguments[2]) : null);
        Runtime.getRuntime().addShutdownHook(new Thread(cloud::close));
        LOG.atInfo().addKeyValue("address", cloud.address()).log("simulated cloud ready");
        Thread.currentThread().join();
    }

    /**
     * Starts a cloud; it answers when this returns.
     *
     * @param address port 0 for a free one
     * @param calls file that gets every call as a line of JSON; absent for none
     * @throws IOException if the port is taken or the file cannot be written
     */
    public static SimulatedCloudServer start(InetSocketAddress address, @Nullable Path calls) throws IOException {
        HttpServer server = HttpServer.create(address, BACKLOG);
        return new SimulatedCloudServer(server, calls == null ? null : new CallFile(calls));
    }

    /** Where it answers. */
    public URI address() {
        InetSocketAddress bound = server.getAddress();
        return URI.create("http://" + bound.getHostString() + ":" + bound.getPort());
    }

    private <T extends CloudRequest> void serve(Class<T> type, String path) {
        server.createContext(path, exchange -> {
            try (exchange) {
                handle(exchange, type);
            }
        });
    }

    private void handle(HttpExchange exchange, Class<? extends CloudRequest> type) throws IOException {
        byte[] body;
        try (InputStream in = exchange.getRequestBody()) {
            body = in.readAllBytes();
        }
        String node = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(CloudRequest.NODE), "");
        try {
            Object answer = verbs.answer(Json.mapper().readValue(body, type), node);
            if (answer instanceof Iterable<?> && file != null) {
                file.flush();
            }
            send(exchange, 200, answer);
        } catch (PlatformException failure) {
            send(exchange, CloudFailure.STATUS, CloudFailure.of(failure));
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException wrong) {
            send(exchange, 400, new CloudFailure(PlatformException.Kind.TERMINAL, wrong.toString()));
        } catch (RuntimeException bug) {
            LOG.atError().setCause(bug).log("a request could not be answered");
            send(exchange, 500, new CloudFailure(PlatformException.Kind.UNKNOWN_OUTCOME, bug.toString()));
        }
    }

    private static void send(HttpExchange exchange, int status, Object answer) throws IOException {
        byte[] body = Json.mapper().writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /** Ends it; calls under way are not answered. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                LOG.atError().setCause(e).log("the log of calls is not complete");
            }
        }
    }
}
