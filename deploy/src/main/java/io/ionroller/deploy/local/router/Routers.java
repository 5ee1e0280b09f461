package io.ionroller.deploy.local.router;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.TrafficObservation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** The routers of all services of this machine. Called by the local platform, from any thread. */
public final class Routers implements AutoCloseable {

    private final Path folder;
    private final RouterContext context;
    private final ConcurrentHashMap<ServiceName, ServiceRouter> routers = new ConcurrentHashMap<>();

    /** The services' folders lie in {@code folder}. */
    public Routers(Path folder, RouterContext context) {
        this.folder = folder;
        this.context = context;
    }

    /** Restores the router that an earlier engine left for this service, if it left one. */
    public void reopen(ServiceName service) throws IOException {
        Optional<StoredTraffic> stored = StoredTraffic.read(file(service));
        if (stored.isPresent()) {
            of(service).reopen(stored.get());
        }
    }

    /** Opens a service's port before it has traffic. Blocks. */
    public void listen(ServiceName service, int port) {
        of(service).listen(port);
    }

    /** Sets the weights unless they drifted; answers what was read back. Blocks. */
    public TrafficObservation ensure(ServiceName service, TrafficChange change) throws IOException {
        return of(service).ensure(change);
    }

    public CompletionStage<TrafficObservation> observe(ServiceName service) {
        ServiceRouter router = routers.get(service);
        return router == null
                ? CompletableFuture.completedFuture(new TrafficObservation(
                        service, Map.of(), context.clock().instant()))
                : router.observe();
    }

    public Weight weight(EnvironmentId environment) {
        ServiceRouter router = routers.get(environment.service());
        return router == null ? Weight.NONE : router.weight(environment);
    }

    /** Whether the environment may have had traffic after this time; a router that has started since cannot tell. */
    public boolean servedAfter(EnvironmentId environment, Instant time) {
        ServiceRouter router = routers.get(environment.service());
        return router != null && router.servedAfter(environment, time);
    }

    /** Forgets an environment. Blocks. */
    public void forget(EnvironmentId environment) throws IOException {
        ServiceRouter router = routers.get(environment.service());
        if (router != null) {
            router.forget(environment);
        }
    }

    /** Closes a service's port when the service has nothing left. */
    public void close(ServiceName service) {
        ServiceRouter router = routers.remove(service);
        if (router != null) {
            router.close();
        }
    }

    /** The other service whose traffic enters by this port. */
    public Optional<ServiceName> userOf(int port, ServiceName except) {
        return routers.entrySet().stream()
                .filter(entry ->
                        !entry.getKey().equals(except) && entry.getValue().uses(port))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public void close() {
        routers.keySet().forEach(this::close);
    }

    private ServiceRouter of(ServiceName service) {
        return routers.computeIfAbsent(service, name -> new ServiceRouter(name, file(name), context));
    }

    private Path file(ServiceName service) {
        return folder.resolve(service.value()).resolve("traffic.json");
    }
}
