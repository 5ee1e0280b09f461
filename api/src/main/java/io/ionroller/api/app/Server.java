package io.ionroller.api.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ionroller.api.http.ApiParts;
import io.ionroller.api.http.HttpApi;
import io.ionroller.api.http.HttpServer;
import io.ionroller.deploy.local.LocalPlatform;
import io.ionroller.deploy.local.LocalSettings;
import io.ionroller.deploy.simulated.RealTime;
import io.ionroller.deploy.simulated.SimulatedCloud;
import io.ionroller.deploy.simulated.SimulatedPlatform;
import io.ionroller.engine.cluster.MajorityPermit;
import io.ionroller.engine.cluster.PermitSettings;
import io.ionroller.engine.cluster.Waker;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.Platforms;
import io.ionroller.engine.service.ShardedServices;
import io.ionroller.engine.work.Permit;
import io.ionroller.engine.work.WorkSettings;
import io.ionroller.engine.work.Works;
import io.ionroller.persistence.Store;
import io.ionroller.persistence.StoreSettings;
import io.ionroller.persistence.StoreSetup;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.server.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole server: the store, the actor system with its owners of services, the platforms and the REST API. A crash at any
 * moment loses nothing that was acknowledged: the next start on the same data folder goes on where it was.
 */
public final class Server implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(15);

    /** A name that no request can have opened before: reading it shows that owners can be reached and the journal answers. */
    private static final ServiceName PROBE = new ServiceName("readiness-probe");

    private final Store store;
    private final ActorSystem<Void> system;
    private final LocalPlatform local;
    private final ServerBinding binding;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    private Server(Store store, ActorSystem<Void> system, ServerSettings settings, UnaryOperator<Platform> round)
            throws IOException {
        Config config = system.settings().config();
        this.store = store;
        this.system = system;
        Cluster cluster = Cluster.get(system);
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        // Routers with stored weights are open from here on, before any owner has recovered.
        this.local = LocalPlatform.open(settings.data().resolve("local"), system, LocalSettings.from(config));
        Platform simulated = new SimulatedPlatform(new SimulatedCloud(new RealTime()));
        Platforms platforms = new Platforms(List.of(round.apply(local), round.apply(simulated)));
        Permit permit = MajorityPermit.start(system, PermitSettings.from(config));
        ShardedServices services = ShardedServices.start(
                system, new Works(platforms, WorkSettings.from(config), InstantSource.system(), permit));
        Waker.start(system, services, store.catalog());
        ApiParts parts =
                new ApiParts(services, store.eventLog(), store.catalog(), platforms, Main.version(), this::whyNotReady);
        this.binding = bind(settings, HttpApi.routes(parts, system));
        probe(services);
    }

    /**
     * Starts a server; it answers requests when this returns and is ready soon after ({@link #awaitReady}).
     *
     * @throws IOException if the data folder cannot be used or the port is taken
     */
    public static Server start(ServerSettings settings) throws IOException {
        return start(settings, UnaryOperator.identity());
    }

    /**
     * Starts a server that sees its platforms through something else, such as a test that ends the process in the middle of a
     * call.
     */
    public static Server start(ServerSettings settings, UnaryOperator<Platform> round) throws IOException {
        Config config = ConfigFactory.load();
        Store store = Store.open(StoreSettings.from(config, settings.data().resolve("store")));
        ActorSystem<Void> system = ActorSystem.create(
                Behaviors.empty(),
                "ionroller",
                ActorSystemSetup.create(BootstrapSetup.create(config), new StoreSetup(store)));
        try {
            return new Server(store, system, settings, round);
        } catch (IOException | RuntimeException e) {
            stop(system);
            store.close();
            throw e;
        }
    }

    private ServerBinding bind(ServerSettings settings, Route routes) throws IOException {
        try {
            return await(HttpServer.bind(settings.host(), settings.port(), routes, system)
                    .toCompletableFuture());
        } catch (IOException e) {
            throw new IOException(
                    "nothing can listen on " + settings.host() + ":" + settings.port()
                            + ", is it taken? Choose another with --host and --port",
                    e);
        }
    }

    /** Ready when an owner, wherever it lives, has answered. */
    private void probe(ShardedServices services) {
        services.state(PROBE).whenComplete((answered, failure) -> {
            if (failure == null) {
                LOG.atInfo().log("ready");
                ready.complete(null);
            } else {
                LOG.atWarn().addKeyValue("reason", failure.toString()).log("not ready yet, will try again");
                system.scheduler()
                        .scheduleOnce(Duration.ofMillis(200), () -> probe(services), system.executionContext());
            }
        });
    }

    private List<String> whyNotReady() {
        return ready.isDone() ? List.of() : List.of("no owner of a service has answered yet");
    }

    /** Where the REST API answers. */
    public URI address() {
        return URI.create("http://" + host() + ":" + binding.localAddress().getPort());
    }

    private String host() {
        String host = binding.localAddress().getHostString();
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /** Waits until the server can do everything. */
    public void awaitReady() throws IOException {
        await(ready);
    }

    /** Stops in order: no new requests, owners, routers, store. Instances go on running. */
    @Override
    public void close() {
        stop(system);
        local.close();
        store.close();
    }

    private static void stop(ActorSystem<?> system) {
        system.terminate();
        try {
            system.getWhenTerminated().toCompletableFuture().get(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.atWarn().setCause(e).log("the actor system did not end in time");
        }
    }

    private static <T> T await(CompletableFuture<T> future) throws IOException {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting", e);
        } catch (TimeoutException e) {
            throw new IOException("not started within 30 s", e);
        } catch (ExecutionException | CompletionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new IOException(Objects.requireNonNullElse(cause.getMessage(), cause.toString()), cause);
        }
    }
}
