package io.ionroller.engine.work;

import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.rollout.Effect;
import io.ionroller.engine.rollout.ServiceCommand.EffectFailed;
import io.ionroller.engine.rollout.ServiceCommand.Report;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out one owed effect: attempts it, reports what was read, and goes on until it is told that the effect is no longer
 * owed. A failed attempt is retried with back-off; this is the one retry layer above the platform's own client. A crash loses
 * nothing: the owner starts a new worker for the same effect, and its first attempt finds what this one did.
 */
public final class EffectWorker {

    private static final Logger LOG = LoggerFactory.getLogger(EffectWorker.class);

    /** What a worker is told. */
    public sealed interface Command {}

    /** The effect is no longer owed: stop as soon as no call is under way. */
    public record Stop() implements Command {}

    private record Attempt() implements Command {}

    private record Attempted(Optional<Report> report) implements Command {}

    private record Failed(Throwable cause) implements Command {}

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final Work work;
    private final WorkSettings settings;
    private final Consumer<Report> owner;
    private int failures;

    /** What a worker is to do, how patiently, and whom it tells. */
    private record Assignment(Work work, WorkSettings settings, Consumer<Report> owner) {}

    private EffectWorker(ActorContext<Command> context, TimerScheduler<Command> timers, Assignment assignment) {
        this.context = context;
        this.timers = timers;
        this.work = assignment.work();
        this.settings = assignment.settings();
        this.owner = assignment.owner();
    }

    /**
     * A worker that begins at once.
     *
     * @param owner gets the reports; called from the worker's own thread
     */
    public static Behavior<Command> create(Works works, Effect effect, Consumer<Report> owner) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            Work work = works.of(effect);
            Assignment assignment = new Assignment(work, works.settings(), owner);
            EffectWorker worker = new EffectWorker(context, timers, assignment);
            timers.startSingleTimer(new Attempt(), work.delay());
            return worker.waiting();
        }));
    }

    /** What no two workers of a service may write at the same time. */
    public static String lane(Works works, Effect effect) {
        return works.of(effect).lane();
    }

    private Behavior<Command> waiting() {
        return Behaviors.receive(Command.class)
                .onMessage(Attempt.class, attempt -> begin())
                .onMessage(Stop.class, stop -> Behaviors.stopped())
                .build();
    }

    private Behavior<Command> begin() {
        context.pipeToSelf(call(), EffectWorker::answered);
        return calling(false);
    }

    private CompletionStage<Optional<Report>> call() {
        try {
            return work.attempt()
                    .toCompletableFuture()
                    .copy()
                    .orTimeout(work.timeout(settings).toMillis(), TimeUnit.MILLISECONDS);
        } catch (RuntimeException thrown) {
            return CompletableFuture.failedStage(thrown);
        }
    }

    private static Command answered(@Nullable Optional<Report> report, @Nullable Throwable failure) {
        if (report != null) {
            return new Attempted(report);
        }
        return new Failed(failure == null ? new IllegalStateException("no report and no failure") : failure);
    }

    /** A call is under way; a stop waits for its end, so that no late write follows what the owner does next. */
    private Behavior<Command> calling(boolean stopping) {
        return Behaviors.receive(Command.class)
                .onMessage(Stop.class, stop -> calling(true))
                .onMessage(Attempted.class, attempted -> stopping ? Behaviors.stopped() : succeeded(attempted))
                .onMessage(Failed.class, failed -> stopping ? Behaviors.stopped() : failed(failed.cause()))
                .build();
    }

    private Behavior<Command> succeeded(Attempted attempted) {
        failures = 0;
        attempted.report().ifPresent(owner);
        timers.startSingleTimer(new Attempt(), work.interval());
        return waiting();
    }

    private Behavior<Command> failed(Throwable thrown) {
        failures++;
        PlatformException failure = classify(thrown);
        Duration wait = backOff(failure.kind());
        LOG.atWarn()
                .addKeyValue("effect", work.id())
                .addKeyValue("kind", failure.kind())
                .addKeyValue("attempt", failures)
                .addKeyValue("next_in", wait)
                .log("platform call failed: {}", failure.getMessage());
        boolean first = failures == 1 && failure.kind() == PlatformException.Kind.TERMINAL;
        if (first || worthTelling(failures)) {
            owner.accept(new EffectFailed(work.id(), failure.kind(), message(failure), failures));
        }
        timers.startSingleTimer(new Attempt(), wait);
        return waiting();
    }

    /** The budget, and each time the attempts have doubled since. */
    private boolean worthTelling(int attempts) {
        int budget = settings.attemptsBeforeReport();
        return attempts >= budget && attempts % budget == 0 && Integer.bitCount(attempts / budget) == 1;
    }

    private static String message(PlatformException failure) {
        String message = failure.getMessage();
        return message == null ? failure.kind().name() : message;
    }

    private Duration backOff(PlatformException.Kind kind) {
        if (kind == PlatformException.Kind.TERMINAL) {
            return settings.longestBackOff();
        }
        Duration wait = settings.shortestBackOff().multipliedBy(1L << Math.min(failures - 1, 20));
        return wait.compareTo(settings.longestBackOff()) > 0 ? settings.longestBackOff() : wait;
    }

    private static PlatformException classify(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return switch (cause) {
            case PlatformException platform -> platform;
            case TimeoutException timeout ->
                new PlatformException(
                        PlatformException.Kind.UNKNOWN_OUTCOME, "the platform did not answer in time", timeout);
            default -> new PlatformException(PlatformException.Kind.RETRYABLE, "unexpected: " + cause, cause);
        };
    }
}
