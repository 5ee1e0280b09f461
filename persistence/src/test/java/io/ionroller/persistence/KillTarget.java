package io.ionroller.persistence;

import io.ionroller.persistence.PersistentCounter.Add;
import io.ionroller.persistence.PersistentCounter.Command;
import io.ionroller.persistence.PersistentCounter.Get;
import java.io.PrintStream;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/**
 * The process that {@link KillTest} kills: entities that store events as fast as they can. Prints {@code service number} of
 * every event after it was acknowledged, and {@code recovered service number} once for each entity.
 */
final class KillTarget {

    static final int ENTITIES = 32;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ActorSystem<SpawnProtocol.Command> system;
    private final PrintStream out;

    private KillTarget(ActorSystem<SpawnProtocol.Command> system, PrintStream out) {
        this.system = system;
        this.out = out;
    }

    /** @param args the store, as {@link StoreSettings#parse} reads it */
    public static void main(String[] args) {
        Store store = Store.open(StoreSettings.parse(args[0]));
        KillTarget target = new KillTarget(PersistentCounter.system(store), System.out);
        for (int e = 0; e < ENTITIES; e++) {
            String service = "s" + e;
            Thread.ofPlatform().start(() -> target.write(service));
        }
    }

    private void write(String service) {
        ActorRef<Command> counter = AskPattern.<SpawnProtocol.Command, ActorRef<Command>>ask(
                        system,
                        to -> new SpawnProtocol.Spawn<>(PersistentCounter.create(service), "", Props.empty(), to),
                        PATIENCE,
                        system.scheduler())
                .toCompletableFuture()
                .join();
        Long recovered = AskPattern.<Command, Long>ask(counter, Get::new, PATIENCE, system.scheduler())
                .toCompletableFuture()
                .join();
        print("recovered " + service + " " + recovered);
        while (true) {
            Long number = AskPattern.<Command, Long>ask(counter, to -> new Add(1, to), PATIENCE, system.scheduler())
                    .toCompletableFuture()
                    .join();
            print(service + " " + number);
        }
    }

    private synchronized void print(String line) {
        out.println(line);
        out.flush();
    }
}
