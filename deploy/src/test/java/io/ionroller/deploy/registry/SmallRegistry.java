package io.ionroller.deploy.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A container registry on a port of its own: manifests, and tokens for everybody or nobody. */
public final class SmallRegistry implements AutoCloseable {

    /** Whom it lets read. */
    public enum Readers {
        /** Everybody, at once. */
        ALL,
        /** Everybody who has fetched a token. */
        WITH_TOKEN,
        /** Nobody without a name and a password: it asks for a token, and gives none. */
        NOBODY,
        /** The same, by HTTP's own scheme. */
        NOBODY_BASIC
    }

    private static final String TOKEN = "anonymous-4711";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, String> manifests = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Readers readers = Readers.ALL;
    private volatile int broken;
    private volatile boolean tellsDigests = true;
    private volatile boolean silent;

    public SmallRegistry() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new IllegalStateException(noPort);
        }
        server.createContext("/v2/", this::manifest);
        server.createContext("/token", this::token);
        server.createContext("/elsewhere/", this::redirected);
        server.setExecutor(threads);
        server.start();
    }

    /** As images name it. */
    public String name() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Lets a tag name this manifest, and answers its digest. */
    public String put(String repository, String tag, String manifest) {
        manifests.put(repository + "/manifests/" + tag, manifest);
        return Sha256.digest(manifest.getBytes(StandardCharsets.UTF_8));
    }

    public void readers(Readers who) {
        readers = who;
    }

    /** Answers all requests for manifests with this status; 0: as usual. */
    public void broken(int status) {
        broken = status;
    }

    /** Leaves the header with the digest out of its answers. */
    public void keepsDigests() {
        tellsDigests = false;
    }

    /** Never answers. */
    public void silent() {
        silent = true;
    }

    /** Method, path and query of what was asked, in order. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void manifest(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            if (silent) {
                awaitEnd();
            }
            String path = exchange.getRequestURI().getPath().substring("/v2/".length());
            if (path.startsWith("moved/")) {
                exchange.getResponseHeaders().set("Location", "/elsewhere/" + path.substring("moved/".length()));
                exchange.sendResponseHeaders(307, -1);
            } else {
                answer(exchange, path);
            }
        }
    }

    private void redirected(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            answer(exchange, exchange.getRequestURI().getPath().substring("/elsewhere/".length()));
        }
    }

    private void answer(HttpExchange exchange, String path) throws IOException {
        String manifest = manifests.get(path);
        String accepted = exchange.getRequestHeaders().getFirst("Accept");
        if (broken > 0) {
            exchange.sendResponseHeaders(broken, -1);
        } else if (!mayRead(exchange)) {
            exchange.getResponseHeaders().set("WWW-Authenticate", challenge(path));
            exchange.sendResponseHeaders(401, -1);
        } else if (manifest == null || !accepted.contains("application/vnd.oci.image.index.v1+json")) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            tell(exchange, manifest.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void tell(HttpExchange exchange, byte[] manifest) throws IOException {
        if (tellsDigests) {
            exchange.getResponseHeaders().set("Docker-Content-Digest", Sha256.digest(manifest));
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(manifest.length));
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(200, manifest.length);
            exchange.getResponseBody().write(manifest);
        }
    }

    private boolean mayRead(HttpExchange exchange) {
        return switch (readers) {
            case ALL -> true;
            case WITH_TOKEN ->
                ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            case NOBODY, NOBODY_BASIC -> false;
        };
    }

    private String challenge(String path) {
        String repository = path.substring(0, path.indexOf("/manifests/"));
        return readers == Readers.NOBODY_BASIC
                ? "Basic realm=\"a registry\""
                : "Bearer realm=\"http://" + name() + "/token\",service=\"small\",scope=\"repository:" + repository
                        + ":pull\"";
    }

    private void token(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            if (readers == Readers.NOBODY) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            byte[] token = ("{\"token\":\"" + TOKEN + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, token.length);
            exchange.getResponseBody().write(token);
        }
    }

    private static void awaitEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
