package io.ionroller.service;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ionroller.engine.cluster.MajorityPermit;
import io.ionroller.engine.cluster.PermitSettings;
import io.ionroller.engine.json.ConfigurationJson;
import io.ionroller.engine.json.EventCodec;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.Platforms;
import io.ionroller.engine.query.EventQuery;
import io.ionroller.engine.rollout.Answer;
import io.ionroller.engine.rollout.PhaseName;
import io.ionroller.engine.rollout.Rejection;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.rollout.ServiceState;
import io.ionroller.engine.service.Caller;
import io.ionroller.engine.service.ServiceReply;
import io.ionroller.engine.service.ShardedServices;
import io.ionroller.engine.service.Transitions;
import io.ionroller.engine.work.WorkSettings;
import io.ionroller.engine.work.Works;
import io.ionroller.persistence.Store;
import io.ionroller.persistence.StoreSettings;
import io.ionroller.persistence.StoreSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.awaitility.Awaitility;

/**
 * An engine of one node on a real journal. Its platform outlives it, so that a test can crash the engine and start another one in
 * its place.
 */
public final class EngineUnderTest implements AutoCloseable {

    /** The service that tests speak of. */
    public static final ServiceName HELLO = new ServiceName("hello");

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String QUICK = """
            ionroller.engine { observe-interval = 5ms, watch-interval = 10ms, calm-watch-interval = 10ms, calm-watches-per-second = 100000, shortest-back-off = 5ms, longest-back-off = 50ms, ask-timeout = 20s }
            """;

    private final Supplier<Platform> platforms;
    private final Path folder;
    private Store store;
    private ActorSystem<Void> system;
    private ShardedServices services;

    /**
     * Starts an engine.
     *
     * @param platforms makes the platform for each life of the engine
     */
    public EngineUnderTest(Path folder, Supplier<Platform> platforms) {
        this.folder = folder;
        this.platforms = platforms;
        start();
    }

    private void start() {
        store = Store.open(StoreSettings.embedded(folder));
        Config config = ConfigFactory.parseString(QUICK).withFallback(ConfigFactory.load());
        system = ActorSystem.create(
                Behaviors.empty(),
                "ionroller",
                ActorSystemSetup.create(BootstrapSetup.create(config), new StoreSetup(store)));
        Cluster cluster = Cluster.get(system);
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        services = ShardedServices.start(
                system,
                new Works(
                        new Platforms(List.of(platforms.get())),
                        WorkSettings.from(config),
                        InstantSource.system(),
                        MajorityPermit.start(system, PermitSettings.from(config))),
                Transitions.UNHEARD);
    }

    /** Ends the engine without any goodbye to its workers, then starts another on the same journal and cloud. */
    public void crashAndRestart() {
        crashAndRestart(() -> {});
    }

    /** @param between done while no engine runs */
    public void crashAndRestart(Runnable between) {
        close();
        between.run();
        start();
        services.wake(HELLO);
    }

    ServiceReply ask(ServiceCommand.Request request) {
        return ask(request, new Caller("ann", null, ""));
    }

    ServiceReply ask(ServiceCommand.Request request, Caller caller) {
        try {
            return services.send(HELLO, request, caller).toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no answer to " + request, e);
        }
    }

    /** Sends a request about another service. */
    public CompletionStage<ServiceReply> send(ServiceName service, ServiceCommand.Request request) {
        return services.send(service, request, new Caller("ann", null, ""));
    }

    /** The state of another service. */
    public ServiceState state(ServiceName service) {
        return services.state(service).toCompletableFuture().join().state();
    }

    public Answer accepted(ServiceCommand.Request request) {
        if (ask(request) instanceof ServiceReply.Done done) {
            return done.answer();
        }
        throw new AssertionError(request + " was refused: " + ask(request));
    }

    public Rejection refused(ServiceCommand.Request request) {
        if (ask(request) instanceof ServiceReply.Refused refused) {
            return refused.rejection();
        }
        throw new AssertionError(request + " was accepted");
    }

    public void configure(String json) {
        accepted(new ServiceCommand.PutConfiguration(ConfigurationJson.read(json)));
    }

    public long release(String version) {
        Long number = accepted(new ServiceCommand.StartRelease(new Version(version), null))
                .release();
        if (number == null) {
            throw new AssertionError("a release has a number");
        }
        return number;
    }

    public ServiceState state() {
        try {
            return services.state(HELLO)
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS)
                    .state();
        } catch (Exception e) {
            throw new AssertionError("no state", e);
        }
    }

    public void await(long release, PhaseName phase) {
        Awaitility.await(release + " " + phase)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> state().release(release).phase() == phase);
    }

    /** What is stored of events of these types so far, oldest first. */
    public List<String> events(String... types) {
        return store
                .eventLog()
                .read(EventQuery.after(0, EventQuery.MOST))
                .toCompletableFuture()
                .join()
                .events()
                .stream()
                .filter(event -> List.of(types).contains(event.type()))
                .map(event -> EventCodec.data(event.event().event()).toString())
                .toList();
    }

    public Store store() {
        return store;
    }

    @Override
    public void close() {
        system.terminate();
        try {
            system.getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the actor system did not end", e);
        }
        store.close();
    }
}
