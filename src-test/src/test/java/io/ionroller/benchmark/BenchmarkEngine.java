package io.ionroller.benchmark;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ionroller.deploy.simulated.RealTime;
import io.ionroller.deploy.simulated.SimulatedCloud;
import io.ionroller.deploy.simulated.SimulatedPlatform;
import io.ionroller.engine.cluster.MajorityPermit;
import io.ionroller.engine.cluster.PermitSettings;
import io.ionroller.engine.cluster.Waker;
import io.ionroller.engine.json.ConfigurationJson;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.Platforms;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.service.Caller;
import io.ionroller.engine.service.ServiceReply;
import io.ionroller.engine.service.ShardedServices;
import io.ionroller.engine.service.Transitions;
import io.ionroller.engine.work.WorkSettings;
import io.ionroller.engine.work.Works;
import io.ionroller.persistence.Store;
import io.ionroller.persistence.StoreSettings;
import io.ionroller.persistence.StoreSetup;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;

/** An engine of one node in this process, with the settings of a server, on the simulated platform without delays. */
final class BenchmarkEngine implements AutoCloseable {

    /** A second release takes just {@link CommitFloors#STEPS} durable steps with it. */
    static final String FOUR_WEIGHTS = """
            {"platform": {"type": "simulated"}, "bake": "0s",
             "strategy": {"steps": [{"weight": "25%"}, {"weight": "50%"}, {"weight": "75%"}, {"weight": "100%"}]}}""";

    private final Store store;
    private final ActorSystem<Void> system;
    private final ShardedServices services;
    private final Completions completions;

    BenchmarkEngine(StoreSettings settings, UnaryOperator<Platform> round) {
        Config config = ConfigFactory.load();
        store = Store.open(settings);
        system = ActorSystem.create(
                Behaviors.empty(),
                "ionroller",
                ActorSystemSetup.create(BootstrapSetup.create(config), new StoreSetup(store)));
        Cluster cluster = Cluster.get(system);
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        Platform platform = round.apply(new SimulatedPlatform(new SimulatedCloud(new RealTime())));
        services = ShardedServices.start(
                system,
                new Works(
                        new Platforms(List.of(platform)),
                        WorkSettings.from(config),
                        InstantSource.system(),
                        MajorityPermit.start(system, PermitSettings.from(config))),
                Transitions.UNHEARD);
        Waker.start(system, services, store.catalog(), 1);
        completions = new Completions(store.eventLog());
    }

    static ServiceName service(int number) {
        return new ServiceName("service-" + number);
    }

    CompletionStage<ServiceReply> ask(ServiceName service, ServiceCommand.Request request) {
        return services.send(service, request, new Caller("benchmark", null, ""))
                .thenApply(reply -> {
                    if (reply instanceof ServiceReply.Refused refused) {
                        throw new IllegalStateException(service + ": " + refused.rejection());
                    }
                    return reply;
                });
    }

    /** Configures the services, many at a time. */
    void configure(int from, int to, int atATime) throws InterruptedException {
        ServiceCommand.Request put = new ServiceCommand.PutConfiguration(ConfigurationJson.read(FOUR_WEIGHTS));
        Semaphore free = new Semaphore(atATime);
        for (int i = from; i < to; i++) {
            free.acquire();
            ask(service(i), put).whenComplete((reply, failure) -> freed(free, failure));
        }
        free.acquire(atATime);
    }

    private static void freed(Semaphore free, Throwable failure) {
        if (failure != null) {
            failure.printStackTrace();
        }
        free.release();
    }

    /** Releases a version of each service, so many in flight, and waits until all have completed; answers the seconds. */
    double release(int from, int to, String version, int inFlight) throws InterruptedException {
        ServiceCommand.Request request = new ServiceCommand.StartRelease(new Version(version), null);
        Semaphore free = new Semaphore(inFlight);
        completions.to(free::release);
        long began = System.nanoTime();
        for (int i = from; i < to; i++) {
            if (!free.tryAcquire(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("no release has completed for a minute");
            }
            ask(service(i), request).whenComplete((reply, failure) -> {
                if (failure != null) {
                    freed(free, failure);
                }
            });
        }
        if (!free.tryAcquire(inFlight, 120, TimeUnit.SECONDS)) {
            throw new IllegalStateException("not all releases have completed");
        }
        return (System.nanoTime() - began) / 1e9;
    }

    @Override
    public void close() {
        completions.close();
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
        store.close();
    }
}
