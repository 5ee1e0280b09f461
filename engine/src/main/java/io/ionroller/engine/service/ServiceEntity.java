package io.ionroller.engine.service;

import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.rollout.Machine;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.rollout.ServiceState;
import io.ionroller.engine.work.Works;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
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
 * events, answers, and keeps the workers equal to the owed effects ({@link Workforce}). After a crash it recovers from its
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
    record Reported(String worker, ServiceCommand.Report report) implements Message {}

    /** A worker has ended. */
    record WorkerEnded(String worker) implements Message {}

    private record Due() implements Message {}

    private record Idle() implements Message {}

    private record WaitedEnough() implements Message {}

    /** The shard asks it to stop. */
    record Passivate() implements Message {}

    private static final Duration SHORTEST_TIMER = Duration.ofMillis(1);
    private static final Duration NOTHING_CAME_OF_IT = Duration.ofSeconds(1);

    private final ActorContext<Message> context;
    private final TimerScheduler<Message> timers;
    private final ServiceName name;
    private final Surroundings surroundings;
    private final InstantSource clock;
    private final Workforce workforce;
    private final TransitionLog log;
    private final ActorRef<ClusterSharding.ShardCommand> shard;
    private @Nullable TrafficObservation traffic;
    private Instant newest = Instant.EPOCH;
    private boolean leaving;

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
        this.workforce = new Workforce(context, surroundings.works());
        this.log = new TransitionLog(name);
        this.shard = shard;
    }

    /**
     * What every entity of a process shares.
     *
     * @param wake makes the owner of a service start, wherever it lives next
     */
    record Surroundings(Works works, Consumer<ServiceName> wake) {}

    static Behavior<Message> create(
            PersistenceId id,
            ServiceName name,
            Surroundings surroundings,
            ActorRef<ClusterSharding.ShardCommand> shard) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            context.setReceiveTimeout(surroundings.works().settings().passivateAfter(), new Idle());
            return new ServiceEntity(id, context, timers, name, surroundings, shard);
        }));
    }

    @Override
    public ServiceState emptyState() {
        return ServiceState.empty(name);
    }

    @Override
    public CommandHandler<Message, RecordedEvent, ServiceState> commandHandler() {
        return newCommandHandlerBuilder()
                .forAnyState()
                .onCommand(Ask.class, this::ask)
                .onCommand(
                        Read.class,
                        (state, read) -> Effect()
                                .none()
                                .thenReply(read.replyTo(), now -> new ServiceReply.Snapshot(now, traffic)))
                .onCommand(Wake.class, (state, wake) -> Effect().none())
                .onCommand(Reported.class, this::reported)
                .onCommand(WorkerEnded.class, this::workerEnded)
                .onCommand(Due.class, this::due)
                .onCommand(Idle.class, this::idle)
                .onCommand(Passivate.class, this::passivate)
                .onCommand(
                        WaitedEnough.class, (state, enough) -> Effect().none().thenStop())
                .build();
    }

    @Override
    public EventHandler<ServiceState, RecordedEvent> eventHandler() {
        return (state, event) -> {
            newest = event.metadata().at();
            return Machine.evolve(state, event);
        };
    }

    @Override
    public SignalHandler<ServiceState> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), this::recovered)
                .build();
    }

    /** Also after a failed write, when this object lives on but its workers were stopped. */
    private void recovered(ServiceState state) {
        workforce.dismiss();
        settle(state);
    }

    private Effect<RecordedEvent, ServiceState> ask(ServiceState state, Ask ask) {
        OwnerDecisions.Handled handled = decisions(state).ask(ask.request(), ask.caller());
        ServiceReply reply = Objects.requireNonNull(handled.reply(), "a request is answered");
        return store(handled).thenReply(ask.replyTo(), stored -> reply);
    }

    private Effect<RecordedEvent, ServiceState> reported(ServiceState state, Reported reported) {
        if (reported.report() instanceof ServiceCommand.TrafficSeen seen) {
            traffic = seen.observation();
        }
        OwnerDecisions.Handled handled = decisions(state).report(reported.report());
        String dropped = handled.dropped();
        if (dropped != null) {
            log.dropped(reported.report(), dropped);
        }
        return store(handled).thenRun(stored -> workforce.heard(reported.worker(), reported.report()));
    }

    private Effect<RecordedEvent, ServiceState> due(ServiceState state, Due due) {
        OwnerDecisions.Handled handled = decisions(state).timePassed();
        if (handled.events().isEmpty()) {
            timers.startSingleTimer(new Due(), NOTHING_CAME_OF_IT);
        }
        return store(handled);
    }

    private Effect<RecordedEvent, ServiceState> workerEnded(ServiceState state, WorkerEnded ended) {
        workforce.ended(ended.worker());
        if (leaving) {
            return workforce.empty() ? Effect().none().thenStop() : Effect().none();
        }
        settle(state);
        return Effect().none();
    }

    private Effect<RecordedEvent, ServiceState> idle(ServiceState state, Idle idle) {
        if (!state.active()) {
            shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
        }
        return Effect().none();
    }

    /**
     * Stops, because it was idle or because its shard moves: platform calls under way are waited for, so that the next owner
     * finds their outcome, but not for long. If there is something to do, the owner is woken again at once: the shard keeps the
     * wake-up until this one has stopped.
     */
    private Effect<RecordedEvent, ServiceState> passivate(ServiceState state, Passivate passivate) {
        leaving = true;
        timers.cancel(new Due());
        if (state.active()) {
            surroundings.wake().accept(name);
        }
        workforce.stop();
        if (workforce.empty()) {
            return Effect().none().thenStop();
        }
        timers.startSingleTimer(
                new WaitedEnough(), surroundings.works().settings().handOverLimit());
        return Effect().none();
    }

    private OwnerDecisions decisions(ServiceState state) {
        return new OwnerDecisions(state, lastSequenceNumber(context), now());
    }

    private EffectBuilder<RecordedEvent, ServiceState> store(OwnerDecisions.Handled handled) {
        if (handled.events().isEmpty()) {
            return Effect().none();
        }
        return Effect().persist(handled.events()).thenRun(state -> {
            log.stored(handled.events());
            settle(state);
        });
    }

    /** Makes the workers equal to what is owed, and the timer to what is due. */
    private void settle(ServiceState state) {
        if (leaving) {
            return;
        }
        workforce.settle(Machine.owedEffects(state));
        Machine.nextDue(state)
                .ifPresentOrElse(
                        due -> {
                            Duration wait = Duration.between(clock.instant(), due);
                            boolean past = wait.compareTo(SHORTEST_TIMER) < 0;
                            timers.startSingleTimer(new Due(), past ? SHORTEST_TIMER : wait);
                        },
                        () -> timers.cancel(new Due()));
    }

    /** The time of a decision: in whole microseconds, as it is stored, and never before the newest event. */
    private Instant now() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return now.isBefore(newest) ? newest : now;
    }
}
