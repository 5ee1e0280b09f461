package io.ionroller.engine.work;

import io.ionroller.engine.rollout.Effect;
import io.ionroller.engine.rollout.ServiceCommand.Report;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * Carries out one owed effect: attempts it, reports what was read, and goes on until it is told that the effect is no longer
 * owed. The thread and the timer round {@link Attempts}, which knows what comes next. A failed attempt is retried with back-off;
 * this is the one retry layer above the platform's own client. A crash loses nothing: the owner starts a new worker for the
 * same effect, and its first attempt finds what this one did.
 */
public final class EffectWorker {

    /** What a worker is told. */
    public sealed interface Command {}

    /** The effect is no longer owed: stop as soon as no call is under way. */
    public record Stop() implements Command {}

    /** The effect is to be done in this way from now on. */
    public record Change(Effect effect) implements Command {}

    /**
     * This effect is owed in place of the one before, which was reported on last.
     *
     * @param trace of the release that it is for; absent when that is not traced
     */
    public record TakeUp(Effect effect, @Nullable String trace) implements Command {}

    /** The owner has decided the report it was given, and the effect is still owed. */
    public record Heard() implements Command {}

    private record Attempt(long number) implements Command {}

    private record Attempted(Optional<Report> report) implements Command {}

    private record Failed(Throwable cause) implements Command {}

    private final ActorContext<Command> context;
    private final Attempts attempts;
    private final BiConsumer<Report, Turnstile.Passage> owner;
    private final Works works;
    private boolean urgent;
    private Turnstile.@Nullable Passage passage;
    private Cancellable waiting = Cancellable.alreadyCancelled();
    private long waits;

    private EffectWorker(
            ActorContext<Command> context,
            Works works,
            Effect effect,
            @Nullable String trace,
            BiConsumer<Report, Turnstile.Passage> owner) {
        this.context = context;
        this.attempts = Attempts.at(effect, works.within(trace));
        this.owner = owner;
        this.works = works;
        this.urgent = effect.urgent();
    }

    /**
     * A worker that begins at once.
     *
     * @param trace of the release that the effect is for; absent when that is not traced
     * @param owner gets the reports, leaves their passage when it has taken them, and answers all but failures with
     *     {@link Heard} when what it decided is stored; called from any thread
     */
    public static Behavior<Command> create(
            Works works, Effect effect, @Nullable String trace, BiConsumer<Report, Turnstile.Passage> owner) {
        return Behaviors.setup(context -> {
            EffectWorker worker = new EffectWorker(context, works, effect, trace, owner);
            return worker.follow(worker.attempts.begin(), worker.behavior());
        });
    }

    private Behavior<Command> behavior() {
        return Behaviors.receive((same, command) -> received(command), (same, signal) -> signalled(signal));
    }

    private Behavior<Command> received(Command command) {
        return switch (command) {
            case Attempt attempt -> due(attempt);
            case Attempted attempted -> follow(attempts.answered(attempted.report()));
            case Failed failed -> follow(attempts.failed(failed.cause()));
            case Heard heard -> leave(follow(attempts.heard()));
            case Change change -> follow(attempts.change(change.effect()));
            case TakeUp next -> takeUp(next);
            case Stop stop -> follow(attempts.stop());
        };
    }

    private Behavior<Command> signalled(Signal signal) {
        return signal instanceof PostStop ? leave(Behaviors.same()) : Behaviors.same();
    }

    private Behavior<Command> takeUp(TakeUp next) {
        urgent = next.effect().urgent();
        return leave(follow(attempts.takeUp(next.effect(), works.within(next.trace()))));
    }

    /** Only what was waited for last counts: an earlier wait may have ended a moment before it was called off. */
    private Behavior<Command> due(Attempt attempt) {
        return attempt.number() == waits ? follow(attempts.due()) : Behaviors.same();
    }

    /** Lets another worker's report in; also when this one is no longer wanted, or its owner has failed. */
    private Behavior<Command> leave(Behavior<Command> next) {
        Turnstile.Passage mine = passage;
        if (mine != null) {
            passage = null;
            mine.leave();
        }
        return next;
    }

    private Behavior<Command> follow(Attempts.Next next) {
        return follow(next, Behaviors.same());
    }

    private Behavior<Command> follow(Attempts.Next next, Behavior<Command> going) {
        return switch (next) {
            case Attempts.Next.Call(Duration timeout) -> {
                call(timeout);
                yield going;
            }
            case Attempts.Next.Tell(Report report) -> {
                passage = works.turnstile().enter(urgent, own -> owner.accept(report, own));
                yield going;
            }
            case Attempts.Next.Wait(Report tell, Duration time) -> {
                if (tell != null) {
                    owner.accept(tell, works.turnstile().free());
                }
                // one at a time, since only its message leads to the next; lighter than a scheduler of timers per
                // worker
                waiting.cancel();
                waiting = context.scheduleOnce(time, context.getSelf(), new Attempt(++waits));
                yield going;
            }
            case Attempts.Next.Await() -> going;
            case Attempts.Next.End() -> {
                waiting.cancel();
                yield Behaviors.stopped();
            }
        };
    }

    private void call(Duration timeout) {
        context.pipeToSelf(
                attempts.call().toCompletableFuture().copy().orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS),
                EffectWorker::outcome);
    }

    private static Command outcome(@Nullable Optional<Report> report, @Nullable Throwable failure) {
        if (report != null) {
            return new Attempted(report);
        }
        return new Failed(failure == null ? new IllegalStateException("no report and no failure") : failure);
    }
}
