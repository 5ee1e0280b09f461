package io.ionroller.engine.service;

import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.rollout.Answer;
import io.ionroller.engine.rollout.Decision;
import io.ionroller.engine.rollout.EventMetadata;
import io.ionroller.engine.rollout.EventMetadata.IdempotentAnswer;
import io.ionroller.engine.rollout.Machine;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.Rejection;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.rollout.ServiceEvent;
import io.ionroller.engine.rollout.ServiceState;
import io.ionroller.engine.work.Works;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
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
    record Reported(ServiceCommand.Report report) implements Message {}

    /** A worker has ended. */
    record WorkerEnded(String worker) implements Message {}

    private record Due() implements Message {}

    private record Idle() implements Message {}

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
    private boolean passivating;

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
        this.clock = surroundings.clock();
        this.workforce = new Workforce(context, surroundings.works());
        this.log = new TransitionLog(name);
        this.shard = shard;
    }

    /** What every entity of a process shares. */
    record Surroundings(Works works, InstantSource clock, Duration passivateAfter, Consumer<ServiceName> wake) {}

    static Behavior<Message> create(
            PersistenceId id,
            ServiceName name,
            Surroundings surroundings,
            ActorRef<ClusterSharding.ShardCommand> shard) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            context.setReceiveTimeout(surroundings.passivateAfter(), new Idle());
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
        Caller caller = ask.caller();
        String key = caller.idempotencyKey();
        IdempotentAnswer earlier = key == null ? null : state.answers().get(key);
        if (earlier != null) {
            return Effect().none().thenReply(ask.replyTo(), unchanged -> Repetition.of(earlier, caller));
        }
        Instant at = now();
        return switch (Machine.decide(state, ask.request(), at)) {
            case Decision.Rejected(Rejection rejection) -> refuse(state, ask, rejection, at);
            case Decision.Accepted(List<ServiceEvent> events, Answer answer) -> accept(ask, events, answer, at);
            case Decision.Dropped(String why) ->
                throw new IllegalStateException("a request is answered, not dropped: " + why);
        };
    }

    private Effect<RecordedEvent, ServiceState> accept(Ask ask, List<ServiceEvent> events, Answer answer, Instant at) {
        String key = ask.caller().idempotencyKey();
        IdempotentAnswer remembered =
                key == null ? null : IdempotentAnswer.of(key, ask.caller().requestHash(), answer);
        List<ServiceEvent> all = events.isEmpty() && remembered != null
                ? List.of(new ServiceEvent.RequestAnswered(ask.request().text(), null))
                : events;
        return store(all, asked(ask, at, remembered))
                .thenReply(ask.replyTo(), stored -> new ServiceReply.Done(answer, false));
    }

    /** A refusal under a key is remembered too, but not for a service that nobody has configured: that would make it known. */
    private Effect<RecordedEvent, ServiceState> refuse(ServiceState state, Ask ask, Rejection rejection, Instant at) {
        String key = ask.caller().idempotencyKey();
        if (key == null || !state.known()) {
            return Effect().none().thenReply(ask.replyTo(), unchanged -> new ServiceReply.Refused(rejection));
        }
        IdempotentAnswer remembered = IdempotentAnswer.of(key, ask.caller().requestHash(), rejection);
        ServiceEvent answered = new ServiceEvent.RequestAnswered(ask.request().text(), rejection.code());
        return store(List.of(answered), asked(ask, at, remembered))
                .thenReply(ask.replyTo(), stored -> new ServiceReply.Refused(rejection));
    }

    private EventMetadata asked(Ask ask, Instant at, @Nullable IdempotentAnswer remembered) {
        return new EventMetadata(at, ask.caller().who(), ask.request().text(), commandId(), remembered);
    }

    private Effect<RecordedEvent, ServiceState> reported(ServiceState state, Reported reported) {
        if (reported.report() instanceof ServiceCommand.TrafficSeen seen) {
            traffic = seen.observation();
        }
        Instant at = now();
        return switch (Machine.decide(state, reported.report(), at)) {
            case Decision.Accepted(List<ServiceEvent> events, Answer answer) ->
                store(events, byEngine(at, reported.report().effect().toString()));
            case Decision.Dropped(String why) -> {
                log.dropped(reported.report(), why);
                yield Effect().none();
            }
            case Decision.Rejected(Rejection rejection) ->
                throw new IllegalStateException("a report is not rejected: " + rejection);
        };
    }

    private Effect<RecordedEvent, ServiceState> due(ServiceState state, Due due) {
        Instant at = now();
        if (Machine.decide(state, new ServiceCommand.TimePassed(), at) instanceof Decision.Accepted accepted
                && !accepted.events().isEmpty()) {
            return store(accepted.events(), byEngine(at, "time-passed"));
        }
        timers.startSingleTimer(new Due(), NOTHING_CAME_OF_IT);
        return Effect().none();
    }

    private Effect<RecordedEvent, ServiceState> workerEnded(ServiceState state, WorkerEnded ended) {
        workforce.ended(ended.worker());
        settle(state);
        return Effect().none();
    }

    private Effect<RecordedEvent, ServiceState> idle(ServiceState state, Idle idle) {
        if (!state.active()) {
            passivating = true;
            shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
        }
        return Effect().none();
    }

    /**
     * Stops, because it was idle or because its shard moves. If something was asked since it was idle, it is woken again: the
     * shard keeps the wake-up until it has stopped.
     */
    private Effect<RecordedEvent, ServiceState> passivate(ServiceState state, Passivate passivate) {
        if (passivating && state.active()) {
            surroundings.wake().accept(name);
        }
        return Effect().none().thenStop();
    }

    private EventMetadata byEngine(Instant at, String cause) {
        return new EventMetadata(at, EventMetadata.ENGINE, cause, commandId(), null);
    }

    /** Derived, so that a repeated decision after a crash has the same identity. */
    private String commandId() {
        return name + "#" + (lastSequenceNumber(context) + 1);
    }

    private EffectBuilder<RecordedEvent, ServiceState> store(List<ServiceEvent> events, EventMetadata metadata) {
        List<RecordedEvent> recorded = new ArrayList<>();
        for (ServiceEvent event : events) {
            recorded.add(new RecordedEvent(name, recorded.isEmpty() ? metadata : metadata.withoutAnswer(), event));
        }
        return Effect().persist(recorded).thenRun(state -> {
            log.stored(recorded);
            settle(state);
        });
    }

    /** Makes the workers equal to what is owed, and the timer to what is due. */
    private void settle(ServiceState state) {
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
