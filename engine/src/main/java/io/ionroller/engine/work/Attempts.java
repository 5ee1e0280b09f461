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
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one worker knows: its effect is attempted again and again, with back-off after failures, until it is told to stop, and
 * a call that is under way then is waited for. Holds no thread and no timer: the worker (or a simulation) does what the
 * {@link Next} says. Used by one thread.
 */
public final class Attempts {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    /** What the worker does next. */
    public sealed interface Next {

        /** Make the {@link Attempts#call}; it may take this long before its outcome counts as unknown. */
        record Call(Duration timeout) implements Next {}

        /** Tell the owner, and come back when it has {@link Attempts#heard}: until then the effect may just have ended. */
        record Tell(Report report) implements Next {}

        /** Tell the owner, if there is something to tell that changes nothing here, and come back after the wait. */
        record Wait(@Nullable Report tell, Duration time) implements Next {}

        /** Go on waiting for the call under way. */
        record Await() implements Next {}

        /** End. */
        record End() implements Next {}
    }

    private Works works;
    private Work work;
    private int failures;
    private boolean calling;
    private boolean told;
    private boolean changed;
    private boolean stopping;

    private Attempts(Work work, Works works) {
        this.work = work;
        this.works = works;
    }

    /** The attempts at an effect; nothing has been tried yet. */
    public static Attempts at(Effect effect, Works works) {
        return new Attempts(works.of(effect), works);
    }

    /** How to begin. */
    public Next begin() {
        Duration delay = work.delay();
        return delay.isZero() ? due() : new Next.Wait(null, delay);
    }

    /** The wait is over. */
    public Next due() {
        if (!works.permit().granted()) {
            return new Next.Wait(null, works.settings().observeInterval());
        }
        calling = true;
        return new Next.Call(work.timeout(works.settings()));
    }

    /** Makes the call. Never throws. */
    public CompletionStage<Optional<Report>> call() {
        try {
            return work.attempt();
        } catch (RuntimeException thrown) {
            return CompletableFuture.failedStage(thrown);
        }
    }

    /** The call was answered; with a report unless there is nothing to say. */
    public Next answered(Optional<Report> report) {
        calling = false;
        failures = 0;
        if (stopping) {
            return new Next.End();
        }
        if (changed) {
            changed = false;
            return new Next.Wait(null, work.delay());
        }
        told = report.isPresent();
        return report.isPresent() ? new Next.Tell(report.get()) : new Next.Wait(null, work.interval());
    }

    /** The owner has decided what it was told, and the effect is still owed. */
    public Next heard() {
        told = false;
        return stopping ? new Next.End() : new Next.Wait(null, work.interval());
    }

    /** The call failed, or was not answered in time. */
    public Next failed(Throwable thrown) {
        calling = false;
        if (stopping) {
            return new Next.End();
        }
        if (changed) {
            changed = false;
            return new Next.Wait(null, work.delay());
        }
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
        return new Next.Wait(
                first || worthTelling(failures)
                        ? new EffectFailed(work.id(), failure.kind(), message(failure), failures)
                        : null,
                wait);
    }

    /** The effect is now to be done in this way. What a call under way reads is not told any more: it was asked otherwise. */
    public Next change(Effect effect) {
        work = works.of(effect);
        changed = calling;
        return calling || told || stopping ? new Next.Await() : new Next.Wait(null, work.delay());
    }

    /** This effect is owed now in place of the one before. A call under way is waited for. */
    public Next takeUp(Effect effect, Works within) {
        works = within;
        work = within.of(effect);
        failures = 0;
        told = false;
        changed = calling;
        return calling ? new Next.Await() : begin();
    }

    /** The effect is no longer owed. A call under way is waited for, so that no late write follows what the owner does next. */
    public Next stop() {
        stopping = true;
        return calling ? new Next.Await() : new Next.End();
    }

    /** The budget, and each time the attempts have doubled since. */
    private boolean worthTelling(int attempts) {
        int budget = works.settings().attemptsBeforeReport();
        return attempts >= budget && attempts % budget == 0 && Integer.bitCount(attempts / budget) == 1;
    }

    private static String message(PlatformException failure) {
        String message = failure.getMessage();
        return message == null ? failure.kind().name() : message;
    }

    private Duration backOff(PlatformException.Kind kind) {
        WorkSettings settings = works.settings();
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
