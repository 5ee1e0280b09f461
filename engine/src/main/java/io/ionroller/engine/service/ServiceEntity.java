package io.ionroller.engine.service;

import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.rollout.Machine;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.rollout.ServiceState;
import io.ionroller.engine.work.Turnstile;
import io.ionroller.engine.work.Works;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EffectBuilder;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.jspecify.annotations.Nullable;

/**
 * The owner of one service: a persistent actor that is a thin shell round {@link Machine}. It decides commands, stores the
 * events, answers, and carries out what {@link Ownership} orders. After a crash it recovers from its
 * events and does the same comparison; nothing else resumes work.
 */
final class ServiceEntity extends EventSourcedBehavior<ServiceEntity.Message, RecordedEvent, ServiceState> {

    /** What the entity receives. */
    sealed interface Message {}

    /** A request from outside. */
    record Ask(ServiceCommand.Request request, Caller caller, ActorRef<ServiceReply> replyTo) implements Message {}

    /** Read the state. */
    record Read(ActorRef<ServiceReply.Snapshot> replyTo) implements Message {}

    /** Be there; what is owed follows from recovery. */
    record Wake() implements Message {}

    /** A worker reports. */
    record Reported(String worker, ServiceCommand.Report report, Turnstile.Passage passage) implements Message {}

    /** A worker has ended. */
    record WorkerEnded(String worker) implements Message {}

    private record Due() implements Message {}

    private record Idle() implements Message {}

    private record WaitedEnough() implements Message {}

    /** The shard asks it to stop. */
    record Passivate() implements Message {}

    private final ActorContext<Message> context;
    private final TimerScheduler<Message> timers;
    private final ServiceName name;
    private final Surroundings surroundings;
    private final InstantSource clock;
    private final Ownership ownership;
    private final Workforce workforce;
    private final TransitionLog log;
    private final ActorRef<ClusterSharding.ShardCommand> shard;
    private @Nullable TrafficObservation traffic;
    private boolean mayBeIdle;
    private boolean urgent;

    private ServiceEntity(
            PersistenceId id,
            ActorContext<Message> context,
            TimerScheduler<Message> timers,
            ServiceName name,
            Surroundings surroundings,
            ActorRef<ClusterSharding.ShardCommand> shard) {
        super(id, SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(10), 0.1));
        this.context = context;
        this.timers = timers;
        this.name = name;
        this.surroundings = surroundings;
        this.clock = surroundings.works().clock();
        this.ownership = new Ownership(surroundings.works());
        this.workforce = new Workforce(context, surroundings.works());
        this.log = new TransitionLog(name);
        this.shard = shard;
    }

    /**
     * What every entity of a process shares.
     *
     * @param wake makes the owner of a service start, wherever it lives next
     * @param transitions hears of what is stored and refused
     */
    record Surroundings(Works works, Consumer<ServiceName> wake, Transitions transitions) {}

    static Behavior<Message> create(
            PersistenceId id,
            ServiceName name,
            Surroundings surroundings,
            ActorRef<ClusterSharding.ShardCommand> shard) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new ServiceEntity(id, context, timers, name, surroundings, shard)));
    }

    @Override
    public ServiceState emptyState() {
        return ServiceState.empty(name);
    }

    @Override
    public CommandHandler<Message, RecordedEvent, ServiceState> commandHandler() {
        return (state, message) -> switch (message) {
            case Ask ask -> ask(state, ask);
            case Read read -> Effect().none().thenReply(read.replyTo(), this::snapshot);
            case Wake wake -> Effect().none();
            case Reported reported -> reported(state, reported);
            case WorkerEnded ended -> workerEnded(state, ended);
            case Due due -> due(state, due);
            case Idle idle -> idle(state, idle);
            case Passivate passivate -> passivate(state, passivate);
            case WaitedEnough enough -> carryOut(ownership.waitedEnough());
        };
    }

    private ServiceReply.Snapshot snapshot(ServiceState state) {
        String delay =
                surroundings.works().delay(Machine.owedEffects(state).values()).orElse(null);
        return new ServiceReply.Snapshot(state, traffic, delay);
    }

    @Override
    public EventHandler<ServiceState, RecordedEvent> eventHandler() {
        return ownership::evolve;
    }

    /** Asked before the events are handed to the journal. */
    @Override
    public Set<String> tagsFor(RecordedEvent event) {
        return urgent ? JournalTags.URGENT : Set.of();
    }

    @Override
    public SignalHandler<ServiceState> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), this::recovered)
                .build();
    }

    private void recovered(ServiceState state) {
        noticeIdleness(state);
        carryOut(ownership.recovered(state, clock.instant()));
    }

    private Effect<RecordedEvent, ServiceState> ask(ServiceState state, Ask ask) {
        if (postponed(ask)) {
            return Effect().none();
        }
        OwnerDecisions.Handled handled = decisions(state).ask(ask.request(), ask.caller());
        ServiceReply reply = Objects.requireNonNull(handled.reply(), "a request is answered");
        if (reply instanceof ServiceReply.Refused refused) {
            surroundings.transitions().refused(refused.rejection());
        }
        return store(state, handled).thenReply(ask.replyTo(), stored -> reply);
    }

    private Effect<RecordedEvent, ServiceState> reported(ServiceState state, Reported reported) {
        reported.passage().leave();
        if (postponed(reported)) {
            return Effect().none();
        }
        if (reported.report() instanceof ServiceCommand.TrafficSeen seen) {
            traffic = seen.observation();
        }
        OwnerDecisions.Handled handled = decisions(state).report(reported.report());
        String dropped = handled.dropped();
        if (dropped != null) {
            log.dropped(reported.report(), dropped);
        }
        return handled.events().isEmpty()
                ? carryOut(ownership.nothingFollowed(reported.worker(), reported.report()))
                : store(
                        state,
                        handled,
                        (stored, now) -> ownership.stored(stored, now, reported.worker(), reported.report()));
    }

    private Effect<RecordedEvent, ServiceState> due(ServiceState state, Due due) {
        if (postponed(due)) {
            return Effect().none();
        }
        OwnerDecisions.Handled handled = decisions(state).timePassed();
        if (handled.events().isEmpty()) {
            carryOut(ownership.nothingWasDue());
        }
        return store(state, handled);
    }

    private Effect<RecordedEvent, ServiceState> workerEnded(ServiceState state, WorkerEnded ended) {
        workforce.ended(ended.worker());
        return carryOut(ownership.workerEnded(ended.worker(), state, clock.instant()));
    }

    /** Looks for idleness only while there is nothing to do: otherwise every message would set that timer again. */
    private void noticeIdleness(ServiceState state) {
        if (mayBeIdle == state.active()) {
            mayBeIdle = !state.active();
            if (mayBeIdle) {
                context.setReceiveTimeout(surroundings.works().settings().passivateAfter(), new Idle());
            } else {
                context.cancelReceiveTimeout();
            }
        }
    }

    private Effect<RecordedEvent, ServiceState> idle(ServiceState state, Idle idle) {
        if (!state.active()) {
            shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
        }
        return Effect().none();
    }

    /** The shard keeps a wake-up until this owner has stopped. */
    private Effect<RecordedEvent, ServiceState> passivate(ServiceState state, Passivate passivate) {
        return carryOut(ownership.leave(state));
    }

    /** Without permit nothing is decided; who waits for an answer asks again. */
    private boolean postponed(Message message) {
        Optional<Duration> wait = ownership.postponement();
        wait.ifPresent(time -> context.scheduleOnce(time, context.getSelf(), message));
        return wait.isPresent();
    }

    private OwnerDecisions decisions(ServiceState state) {
        return new OwnerDecisions(state, lastSequenceNumber(context), ownership.decisionTime(clock.instant()));
    }

    private EffectBuilder<RecordedEvent, ServiceState> store(ServiceState before, OwnerDecisions.Handled handled) {
        return store(before, handled, ownership::stored);
    }

    /** @param then what is ordered when the events are stored */
    private EffectBuilder<RecordedEvent, ServiceState> store(
            ServiceState before,
            OwnerDecisions.Handled handled,
            BiFunction<ServiceState, Instant, List<Ownership.Order>> then) {
        if (handled.events().isEmpty()) {
            return Effect().none();
        }
        urgent = handled.urgent();
        long began = System.nanoTime();
        return Effect().persist(handled.events()).thenRun(state -> {
            log.stored(handled.events());
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            surroundings.transitions().stored(before, state, handled.events(), took);
            noticeIdleness(state);
            carryOut(then.apply(state, clock.instant()));
        });
    }

    /** Does what is ordered. Only what leads to an end may be answered with the effect. */
    private Effect<RecordedEvent, ServiceState> carryOut(List<Ownership.Order> orders) {
        boolean ends = false;
        for (Ownership.Order order : orders) {
            switch (order) {
                case Ownership.Order.ForWorkers told -> workforce.carryOut(told);
                case Ownership.Order.SetTimer(Duration wait) -> timers.startSingleTimer(new Due(), wait);
                case Ownership.Order.CancelTimer() -> timers.cancel(new Due());
                case Ownership.Order.WakeNext() -> surroundings.wake().accept(name);
                case Ownership.Order.LimitWaiting(Duration wait) -> timers.startSingleTimer(new WaitedEnough(), wait);
                case Ownership.Order.End() -> ends = true;
            }
        }
        return ends ? Effect().none().thenStop() : Effect().none();
    }
}
