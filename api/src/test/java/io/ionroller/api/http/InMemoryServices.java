package io.ionroller.api.http;

import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.rollout.Answer;
import io.ionroller.engine.rollout.Decision;
import io.ionroller.engine.rollout.Effect;
import io.ionroller.engine.rollout.EventMetadata;
import io.ionroller.engine.rollout.EventMetadata.IdempotentAnswer;
import io.ionroller.engine.rollout.Machine;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.Rejection;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.rollout.ServiceEvent;
import io.ionroller.engine.rollout.ServiceState;
import io.ionroller.engine.service.Caller;
import io.ionroller.engine.service.ServiceReply;
import io.ionroller.engine.service.Services;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Owners of services in memory: the real machine over a platform on which everything happens at once, so that after every
 * request a rollout stands at its next pause or at its end.
 */
final class InMemoryServices implements Services {

    private final InMemoryJournal journal;
    private final InstantPlatform platform;
    private final Map<ServiceName, ServiceState> states = new ConcurrentHashMap<>();
    volatile Throwable failure;
    private long commands;
    private @Nullable String delay;

    InMemoryServices(InMemoryJournal journal, InstantPlatform platform) {
        this.journal = journal;
        this.platform = platform;
    }

    @Override
    public synchronized CompletionStage<ServiceReply> send(
            ServiceName service, ServiceCommand.Request request, Caller caller) {
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        String key = caller.idempotencyKey();
        IdempotentAnswer earlier =
                key == null ? null : current(service).answers().get(key);
        if (earlier != null) {
            return CompletableFuture.completedFuture(repeated(earlier, caller));
        }
        return CompletableFuture.completedFuture(
                switch (Machine.decide(current(service), request, now())) {
                    case Decision.Rejected(Rejection rejection) -> new ServiceReply.Refused(rejection);
                    case Decision.Dropped(String why) -> throw new IllegalStateException(why);
                    case Decision.Accepted(var events, var grounds, Answer answer) -> {
                        IdempotentAnswer remembered =
                                key == null ? null : IdempotentAnswer.of(key, caller.requestHash(), answer);
                        store(service, events, caller.who(), request.text(), remembered);
                        settle(service);
                        yield new ServiceReply.Done(answer, false);
                    }
                });
    }

    @Override
    public synchronized CompletionStage<ServiceReply.Snapshot> state(ServiceName service) {
        return failure != null
                ? CompletableFuture.failedFuture(failure)
                : CompletableFuture.completedFuture(
                        new ServiceReply.Snapshot(current(service), platform.traffic(service), delay));
    }

    /** What holds up the owners' work from now on. */
    synchronized void delayed(@Nullable String newDelay) {
        delay = newDelay;
    }

    @Override
    public void wake(ServiceName service) {}

    private static ServiceReply repeated(IdempotentAnswer earlier, Caller caller) {
        if (!earlier.request().equals(caller.requestHash())) {
            return new ServiceReply.Refused(
                    new Rejection("idempotency-key-reused", Rejection.Kind.INVALID, "use a new key"));
        }
        return new ServiceReply.Done(new Answer(earlier.release(), earlier.revision(), earlier.sentence()), true);
    }

    private ServiceState current(ServiceName service) {
        return states.getOrDefault(service, ServiceState.empty(service));
    }

    private void store(
            ServiceName service, List<ServiceEvent> events, String who, String cause, IdempotentAnswer answer) {
        EventMetadata metadata = new EventMetadata(now(), who, cause, "c-" + ++commands, answer);
        for (ServiceEvent event : events) {
            RecordedEvent recorded = new RecordedEvent(service, metadata, event);
            states.put(service, Machine.evolve(current(service), recorded));
            journal.append(recorded);
            metadata = metadata.withoutAnswer();
        }
    }

    /** Works off owed effects until none of them tells anything new. */
    private void settle(ServiceName service) {
        boolean progress = true;
        while (progress) {
            progress = false;
            for (Effect effect : Machine.owedEffects(current(service)).values()) {
                if (Machine.owedEffects(current(service)).containsKey(effect.id())
                        && Machine.decide(current(service), report(effect), now())
                                instanceof Decision.Accepted(var events, var grounds, Answer answer)
                        && !events.isEmpty()) {
                    store(service, events, EventMetadata.ENGINE, effect.id().toString(), null);
                    progress = true;
                }
            }
        }
    }

    private ServiceCommand.Report report(Effect effect) {
        EffectId id = effect.id();
        return switch (effect) {
            case Effect.CreateEnvironment create -> seen(id, platform.ensureEnvironment(create.spec(), id));
            case Effect.VerifyEnvironment verify -> seen(id, platform.observeEnvironment(verify.spec()));
            case Effect.WatchEnvironment watch -> seen(id, platform.observeEnvironment(watch.spec()));
            case Effect.RepairEnvironment repair -> seen(id, platform.ensureEnvironment(repair.spec(), id));
            case Effect.RestoreEnvironment restore ->
                seen(id, platform.restoreEnvironment(restore.spec(), restore.parts(), id));
            case Effect.ScaleEnvironment scale -> seen(id, platform.observeEnvironment(scale.spec()));
            case Effect.RemoveEnvironment remove ->
                seen(id, platform.removeEnvironment(remove.spec(), remove.proof(), id));
            case Effect.ShiftTraffic shift ->
                new ServiceCommand.TrafficSeen(
                        id,
                        platform.ensureTraffic(shift.spec(), id)
                                .toCompletableFuture()
                                .join());
            case Effect.ConfirmTraffic confirm ->
                new ServiceCommand.TrafficSeen(
                        id, platform.traffic(confirm.spec().service()));
            case Effect.WatchTraffic watch ->
                new ServiceCommand.TrafficSeen(id, platform.traffic(watch.spec().service()));
            case Effect.ProveDrained drain ->
                new ServiceCommand.DrainSeen(
                        id,
                        DrainProof.from(
                                        platform.traffic(drain.spec().service()),
                                        drain.environment().id())
                                .orElseThrow());
        };
    }

    private static ServiceCommand.Report seen(
            EffectId id, CompletionStage<io.ionroller.engine.platform.EnvironmentObservation> stage) {
        return new ServiceCommand.EnvironmentSeen(
                id, stage.toCompletableFuture().join());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
