package io.ionroller.deploy.local.router;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.TrafficObservation;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The router of one service. Changes block and take turns; requests and observations never wait for them. New weights are on
 * the disk before they take effect, so a crash leaves either the old ones or the new ones, in the file and in the next
 * engine's router alike.
 */
final class ServiceRouter {

    private static final Logger log = LoggerFactory.getLogger(ServiceRouter.class);
    private static final Duration BIND_AGAIN = Duration.ofSeconds(1);

    private final ServiceName service;
    private final Path file;
    private final RouterContext context;
    private final Listeners listeners;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile RoutingTable table = RoutingTable.EMPTY;
    private volatile CompletableFuture<?> opened = CompletableFuture.completedFuture(null);
    private volatile @Nullable String trouble;
    private volatile boolean closed;
    /** Number of the newest change that was taken; guarded by {@link #turn}. */
    private long newestShift;

    ServiceRouter(ServiceName service, Path file, RouterContext context) {
        this.service = service;
        this.file = file;
        this.context = context;
        this.listeners = new Listeners(context, this::route);
    }

    // Requests

    private CompletionStage<HttpResponse> route(HttpRequest request) {
        Optional<Route> route = take();
        if (route.isEmpty()) {
            request.discardEntityBytes(context.system());
            return CompletableFuture.completedFuture(none().response());
        }
        return new Forwarding(route.get(), request, context.system()).run();
    }

    /**
     * Chooses a route and counts the request on it. The table is looked at again after counting: who sets a weight to zero
     * and then sees nothing in flight can rely on it.
     */
    private Optional<Route> take() {
        while (true) {
            RoutingTable now = table;
            Optional<Route> route = now.choose(ThreadLocalRandom.current());
            if (route.isEmpty()) {
                return route;
            }
            route.get().begin();
            if (table == now) {
                return route;
            }
            route.get().withdraw();
        }
    }

    private Problem none() {
        return table.hasWeights()
                ? Problem.of(503, "no-healthy-instance", "no environment of " + service + " has a healthy instance")
                : Problem.of(503, "no-traffic-yet", "no environment of " + service + " has traffic");
    }

    // Changes

    /** Opens the port if it is not open. Blocks. */
    void listen(int port) {
        turn.lock();
        try {
            listeners.open(service, port);
        } finally {
            turn.unlock();
        }
    }

    /** Sets the weights unless they drifted. Blocks until they are on the disk and in effect. */
    TrafficObservation ensure(TrafficChange change) throws IOException {
        turn.lock();
        try {
            refuseLate(change);
            RoutingTable before = table;
            Map<EnvironmentId, Weight> wanted = RoutingTable.withoutZeros(change.weights());
            if (drifted(before.weights(), wanted, change.expected())) {
                return observed();
            }
            listeners.open(service, change.listen());
            trouble = null;
            RoutingTable after = new RoutingTable(change.listen(), routes(before, change.environments()), wanted);
            if (!same(before, after)) {
                new StoredTraffic(after.listen(), change.shift(), after.allWeights()).write(file);
                apply(after);
                if (before.listen() != 0 && before.listen() != after.listen()) {
                    listeners.close(before.listen());
                }
            }
            return observed();
        } finally {
            turn.unlock();
        }
    }

    private void refuseLate(TrafficChange change) {
        if (change.shift() < newestShift) {
            throw new PlatformException(
                    PlatformException.Kind.SUPERSEDED,
                    "change " + change.shift() + " of the traffic of " + service + " comes after change " + newestShift
                            + ", which a newer decision made");
        }
        newestShift = change.shift();
    }

    /** Forgets an environment that is going away. Answers whether any is left. */
    boolean forget(EnvironmentId environment) throws IOException {
        turn.lock();
        try {
            RoutingTable before = table;
            RoutingTable after = before.without(environment);
            if (!before.routes().containsKey(environment)) {
                return !after.routes().isEmpty();
            }
            if (after.routes().isEmpty()) {
                Files.deleteIfExists(file);
            } else {
                new StoredTraffic(after.listen(), newestShift, after.allWeights()).write(file);
            }
            apply(after);
            after.removedFrom(before).forEach(Route::close);
            listeners.closeAllBut(after.listen());
            return !after.routes().isEmpty();
        } finally {
            turn.unlock();
        }
    }

    /** Restores what is on the disk; the port is opened on another thread, as soon as there is somebody to serve. */
    void reopen(StoredTraffic stored) {
        RoutingTable restored = new RoutingTable(
                stored.listen(), routes(RoutingTable.EMPTY, stored.weights().keySet()), stored.weights());
        apply(restored);
        newestShift = stored.shift();
        CompletableFuture<?> first = new CompletableFuture<>();
        opened = first;
        Thread.ofVirtual().name("reopen-" + service).start(() -> {
            awaitInstances(restored);
            while (!closed && !tryListen(restored.listen())) {
                first.complete(null);
                pause(BIND_AGAIN);
            }
            first.complete(null);
        });
    }

    /** What the router does now; fails as RETRYABLE while its port cannot be opened. */
    CompletionStage<TrafficObservation> observe() {
        return opened.thenApply(any -> observed());
    }

    boolean uses(int port) {
        return table.listen() == port || listeners.open(port);
    }

    Weight weight(EnvironmentId environment) {
        return table.weight(environment);
    }

    boolean servedAfter(EnvironmentId environment, Instant time) {
        Route route = table.routes().get(environment);
        return route != null && route.servedAfter(time);
    }

    void close() {
        closed = true;
        listeners.closeAllBut(0);
        table.routes().values().forEach(Route::close);
    }

    private void apply(RoutingTable after) {
        table = after;
        Instant now = context.clock().instant();
        after.routes().forEach((environment, route) -> route.weightIs(after.weight(environment), now));
    }

    private TrafficObservation observed() {
        String why = trouble;
        if (why != null) {
            throw new PlatformException(PlatformException.Kind.RETRYABLE, why);
        }
        RoutingTable now = table;
        Map<EnvironmentId, TrafficObservation.Route> seen = new HashMap<>();
        now.routes()
                .forEach((environment, route) -> seen.put(
                        environment,
                        route.observe(
                                now.weight(environment), context.settings().drainDelay())));
        return new TrafficObservation(service, seen, context.clock().instant());
    }

    private Map<EnvironmentId, Route> routes(RoutingTable before, Set<EnvironmentId> environments) {
        Map<EnvironmentId, Route> routes = new HashMap<>(before.routes());
        Function<InetSocketAddress, Upstream> connect =
                address -> new Upstream(address, context.settings(), context.system());
        for (EnvironmentId environment : environments) {
            routes.computeIfAbsent(
                    environment,
                    id -> new Route(
                            id,
                            () -> context.serving().apply(id),
                            connect,
                            context.clock().instant()));
        }
        return routes;
    }

    /** Nobody's weights are overwritten; that nothing serves may always be ended. */
    private static boolean drifted(
            Map<EnvironmentId, Weight> found,
            Map<EnvironmentId, Weight> wanted,
            List<Map<EnvironmentId, Weight>> expected) {
        return !found.isEmpty()
                && !found.equals(wanted)
                && expected.stream().map(RoutingTable::withoutZeros).noneMatch(found::equals);
    }

    private static boolean same(RoutingTable before, RoutingTable after) {
        return before.listen() == after.listen()
                && before.weights().equals(after.weights())
                && before.routes().keySet().equals(after.routes().keySet());
    }

    /** Waits a moment for the adopted instances to be checked, so that the first request finds one. */
    private void awaitInstances(RoutingTable restored) {
        long end = System.nanoTime() + BIND_AGAIN.toNanos();
        while (!closed && System.nanoTime() < end) {
            boolean all = restored.routes().values().stream()
                    .allMatch(route -> route.canServe()
                            || restored.weight(route.environment()).equals(Weight.NONE));
            if (all) {
                return;
            }
            pause(Duration.ofMillis(2));
        }
    }

    private boolean tryListen(int port) {
        try {
            listen(port);
            trouble = null;
            return true;
        } catch (PlatformException failed) {
            trouble = failed.getMessage();
            log.atError()
                    .addKeyValue("service", service)
                    .addKeyValue("port", port)
                    .log("the service has no traffic: {}; it will be tried again every second", failed.getMessage());
            return false;
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }
}
