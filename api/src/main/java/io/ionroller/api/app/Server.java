package io.ionroller.api.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ionroller.api.access.AccessBook;
import io.ionroller.api.access.AccessControl;
import io.ionroller.api.access.AccessSettings;
import io.ionroller.api.http.ApiParts;
import io.ionroller.api.http.HttpApi;
import io.ionroller.api.http.HttpServer;
import io.ionroller.api.logging.LogLevels;
import io.ionroller.api.telemetry.Tracing;
import io.ionroller.api.tls.ServerTls;
import io.ionroller.api.tls.TlsFiles;
import io.ionroller.deploy.local.LocalPlatform;
import io.ionroller.deploy.local.LocalSettings;
import io.ionroller.deploy.simulated.remote.SimulatedClouds;
import io.ionroller.engine.cluster.MajorityPermit;
import io.ionroller.engine.cluster.PermitSettings;
import io.ionroller.engine.cluster.Waker;
import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.Platforms;
import io.ionroller.engine.service.ShardedClusterView;
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
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
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
    private static final Duration LONGEST_START = Duration.ofSeconds(30);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(15);

    private final Store store;
    private final ActorSystem<Void> system;
    private final LocalPlatform local;
    private final Ec2Engine ec2;
    private final Metrics metrics = new Metrics();
    private final Tracing tracing;
    private final ServerBinding binding;
    private final boolean encrypted;
    private final ClusterSettings cluster;
    private final Readiness readiness;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private Server(Store store, ActorSystem<Void> system, ServerSettings settings, UnaryOperator<Platform> round)
            throws IOException {
        Config config = system.settings().config();
        this.store = store;
        this.system = system;
        this.cluster = ClusterSettings.from(config);
        this.tracing = Tracing.from(config, Main.version());
        endSoonAfterShutdownBegins();
        ClusterNode.join(system, cluster);
        // Routers with stored weights are open from here on, before any owner has recovered.
        this.local = LocalPlatform.open(settings.data().resolve("local"), system, LocalSettings.from(config));
        Platform simulated = SimulatedClouds.open(config, incarnation());
        Permit permit = MajorityPermit.start(system, PermitSettings.from(config));
        this.ec2 = Ec2Engine.start(system, permit);
        Platforms platforms = new Platforms(Stream.of(local, simulated, ec2.platform())
                .map(round)
                .map(metrics.platforms())
                .toList());
        ShardedServices services = ShardedServices.start(
                system,
                new Works(platforms, WorkSettings.from(config), InstantSource.system(), permit, tracing),
                metrics.rollouts());
        Waker.start(system, services, store.catalog(), cluster.several() ? cluster.requiredContactPoints() : 1);
        this.readiness = Readiness.watch(system, services);
        ApiParts parts = new ApiParts(
                services,
                store.eventLog(),
                store.eventChain(),
                CheckpointSchedule.start(system, store.eventChain()).orElse(null),
                store.catalog(),
                platforms,
                ShardedClusterView.start(system, InstantSource.system()),
                access(config),
                Main.version(),
                readiness::reasons,
                tracing,
                new LogLevels(),
                () -> metrics.text(ec2.gates(), store.catalog().lag()));
        this.encrypted = settings.tls() != null;
        this.binding = bind(settings, HttpApi.routes(parts, system));
    }

    private AccessControl access(Config config) {
        InstantSource clock = InstantSource.system();
        AccessBook book = new AccessBook(store.eventLog(), store.accessJournal(), clock);
        return new AccessControl(AccessSettings.from(config), book, clock).follow(system);
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
        return start(settings, round, ConfigFactory.load());
    }

    /**
     * Starts a server with other settings than those of the process, such as a second node in one process.
     *
     * @throws com.typesafe.config.ConfigException naming the key that is missing or wrong
     */
    public static Server start(ServerSettings settings, UnaryOperator<Platform> round, Config loaded)
            throws IOException {
        Config config = ClusterConfig.of(loaded, ClusterSettings.from(loaded), Main.version());
        AccessSettings.from(config).checkListening(settings.host());
        StoreSettings stored = StoreSettings.from(config, settings.data().resolve("store"));
        return start(settings, round, config, stored);
    }

    /** A node of a cluster with an embedded store of its own, to see a cluster start without a database. */
    static Server rehearsing(ServerSettings settings, Config loaded) throws IOException {
        Config config = ClusterConfig.of(loaded, ClusterSettings.from(loaded), Main.version());
        StoreSettings stored = StoreSettings.embedded(settings.data().resolve("store"));
        return start(settings, UnaryOperator.identity(), config, stored);
    }

    private static Server start(
            ServerSettings settings, UnaryOperator<Platform> round, Config config, StoreSettings stored)
            throws IOException {
        Store store = Store.open(stored);
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

    /** Also tells a node from itself before a restart, for the log of a shared cloud. */
    private String incarnation() {
        return cluster.nodeName() + "#"
                + Cluster.get(system).selfMember().uniqueAddress().longUid();
    }

    private ServerBinding bind(ServerSettings settings, Route routes) throws IOException {
        TlsFiles files = settings.tls();
        ServerTls tls = files == null ? null : new ServerTls(files);
        try {
            return await(
                    HttpServer.bind(new HttpServer.Listening(settings.host(), settings.port(), tls), routes, system)
                            .toCompletableFuture(),
                    LONGEST_START);
        } catch (IOException e) {
            throw new IOException(
                    "nothing can listen on " + settings.host() + ":" + settings.port()
                            + ", is it taken? Choose another with --host and --port",
                    e);
        }
    }

    /** Where the REST API answers. */
    public URI address() {
        return URI.create((encrypted ? "https://" : "http://") + host() + ":"
                + binding.localAddress().getPort());
    }

    private String host() {
        String host = binding.localAddress().getHostString();
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /**
     * Waits until the server can do everything. A node of a cluster waits for as long as it takes the others to come.
     *
     * @throws IOException if the node ends before, or a cluster of one is not ready within 30 seconds
     */
    public void awaitReady() throws IOException {
        awaitReady(cluster.several() ? Duration.ofDays(365) : LONGEST_START);
    }

    void awaitReady(Duration longest) throws IOException {
        await(readiness.first(), longest);
    }

    /**
     * Done when the server has ended, by {@link #close} or because the cluster has put this node out; then at the latest some
     * seconds after it began to end, whatever hangs. Whoever runs the process must end it: the node will not come back.
     */
    public CompletionStage<Void> ended() {
        return ended.copy();
    }

    /**
     * Has the server closed when the process is told to end. A hook of the runtime would not do: messages between nodes end
     * with the first of those unless Pekko knows of one to wait for, and a node that cannot talk cannot leave its cluster.
     *
     * @param before what to do first
     */
    public void closeWithProcess(Runnable before) {
        CoordinatedShutdown.get(system).addJvmShutdownHook(() -> {
            before.run();
            close();
        });
    }

    private void endSoonAfterShutdownBegins() {
        system.getWhenTerminated().thenRun(() -> ended.complete(null));
        CoordinatedShutdown.get(system)
                .addTask(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "limit-the-time-of-the-stop", () -> {
                    CompletableFuture.delayedExecutor(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)
                            .execute(() -> ended.complete(null));
                    return CompletableFuture.completedFuture(Done.getInstance());
                });
    }

    /**
     * Stops in order: no new requests, owners handed over to other nodes, this node out of its cluster, routers, store. Instances
     * go on running.
     */
    @Override
    public void close() {
        stop(system);
        local.close();
        metrics.close();
        tracing.close();
        ec2.close();
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

    private static <T> T await(CompletableFuture<T> future, Duration longest) throws IOException {
        try {
            return future.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting", e);
        } catch (TimeoutException e) {
            throw new IOException("not started within " + longest.toSeconds() + " s", e);
        } catch (ExecutionException | CompletionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new IOException(Objects.requireNonNullElse(cause.getMessage(), cause.toString()), cause);
        }
    }
}
