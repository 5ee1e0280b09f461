package io.ionroller.engine.work;

import io.ionroller.engine.rollout.Effect;
import io.ionroller.engine.rollout.ServiceCommand.Report;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
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

    /** The owner has decided the report it was given, and the effect is still owed. */
    public record Heard() implements Command {}

    private record Attempt() implements Command {}

    private record Attempted(Optional<Report> report) implements Command {}

    private record Failed(Throwable cause) implements Command {}

    private final ActorContext<Command> context;
    private final Attempts attempts;
    private final Consumer<Report> owner;
    private final Turnstile turnstile;
    private final boolean urgent;
    private Turnstile.@Nullable Passage passage;
    private Cancellable waiting = Cancellable.alreadyCancelled();

    private EffectWorker(ActorContext<Command> context, Works works, Effect effect, Consumer<Report> owner) {
        this.context = context;
        this.attempts = Attempts.at(effect, works);
        this.owner = owner;
        this.turnstile = works.turnstile();
        this.urgent = effect.urgent();
    }

    /**
     * A worker that begins at once.
     *
     * @param owner gets the reports and answers all but failures with {@link Heard}; called from any thread
     */
    public static Behavior<Command> create(Works works, Effect effect, Consumer<Report> owner) {
        return Behaviors.setup(context -> {
            EffectWorker worker = new EffectWorker(context, works, effect, owner);
            return worker.follow(worker.attempts.begin(), worker.behavior());
        });
    }

    private Behavior<Command> behavior() {
        return Behaviors.receive(Command.class)
                .onMessage(Attempt.class, attempt -> follow(attempts.due(), Behaviors.same()))
                .onMessage(
                        Attempted.class, attempted -> follow(attempts.answered(attempted.report()), Behaviors.same()))
                .onMessage(Failed.class, failed -> follow(attempts.failed(failed.cause()), Behaviors.same()))
                .onMessage(Heard.class, heard -> heard())
                .onMessage(Stop.class, stop -> follow(attempts.stop(), Behaviors.same()))
                .onSignal(PostStop.class, stopped -> leave(Behaviors.same()))
                .build();
    }

    private Behavior<Command> heard() {
        return leave(follow(attempts.heard(), Behaviors.same()));
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

    private Behavior<Command> follow(Attempts.Next next, Behavior<Command> going) {
        return switch (next) {
            case Attempts.Next.Call(Duration timeout) -> {
                call(timeout);
                yield going;
            }
            case Attempts.Next.Tell(Report report) -> {
                passage = turnstile.enter(urgent, () -> owner.accept(report));
                yield going;
            }
            case Attempts.Next.Wait(Report tell, Duration time) -> {
                if (tell != null) {
                    owner.accept(tell);
                }
                // one at a time, since only its message leads to the next; lighter than a scheduler of timers per
                // worker
                waiting = context.scheduleOnce(time, context.getSelf(), new Attempt());
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
