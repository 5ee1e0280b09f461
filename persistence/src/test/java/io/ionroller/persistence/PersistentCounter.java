package io.ionroller.persistence;

import com.typesafe.config.ConfigFactory;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.ServiceEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;

/** An event-sourced actor that stores one event per command and answers with the number of events it has. */
final class PersistentCounter extends EventSourcedBehavior<PersistentCounter.Command, RecordedEvent, Long> {

    sealed interface Command {}

    record Add(int events, ActorRef<Long> replyTo) implements Command {}

    record Get(ActorRef<Long> replyTo) implements Command {}

    private final String service;

    private PersistentCounter(String service) {
        super(PersistenceId.of("service", service));
        this.service = service;
    }

    static Behavior<Command> create(String service) {
        return Behaviors.setup(context -> new PersistentCounter(service));
    }

    /** A system whose journal is the store. */
    static ActorSystem<SpawnProtocol.Command> system(Store store) {
        var config = ConfigFactory.parseString("""
                pekko.persistence.journal.plugin = "ionroller.persistence.journal"
                pekko.loglevel = WARNING
                pekko.stdout-loglevel = OFF
                pekko.log-dead-letters = off
                pekko.loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
                pekko.logging-filter = "org.apache.pekko.event.slf4j.Slf4jLoggingFilter"
                """).withFallback(ConfigFactory.load());
        return ActorSystem.create(
                SpawnProtocol.create(),
                "test",
                ActorSystemSetup.create(BootstrapSetup.create(config), new StoreSetup(store)));
    }

    @Override
    public Long emptyState() {
        return 0L;
    }

    @Override
    public CommandHandler<Command, RecordedEvent, Long> commandHandler() {
        return newCommandHandlerBuilder()
                .forAnyState()
                .onCommand(Add.class, this::add)
                .onCommand(Get.class, (count, get) -> Effect().reply(get.replyTo(), count))
                .build();
    }

    private Effect<RecordedEvent, Long> add(Long count, Add add) {
        List<RecordedEvent> events = new ArrayList<>();
        for (int i = 1; i <= add.events(); i++) {
            events.add(Events.event(service, new ServiceEvent.PauseRequested(count + i)));
        }
        return Effect().persist(events).thenReply(add.replyTo(), after -> after);
    }

    @Override
    public EventHandler<Long, RecordedEvent> eventHandler() {
        return newEventHandlerBuilder().forAnyState().onAnyEvent((count, event) -> {
            long number = ((ServiceEvent.PauseRequested) event.event()).release();
            if (number != count + 1) {
                throw new IllegalStateException("event " + number + " came after " + count);
            }
            return number;
        });
    }
}
