package io.ionroller.deploy.ec2.gate;

import io.ionroller.engine.platform.PlatformException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Where the calls of this process to one of AWS's buckets wait for their turn. A call goes at once when there is a token and nobody
 * with a better claim waits. Part of the bucket is reserved for {@link Lane#ROLLBACK}, which also goes before all others. The other
 * lanes go in their order, first come first served within each; a lane that was passed over 20 times has the next turn, so none
 * starves, except behind rollbacks. What AWS says about too many calls lowers the rate (class {@link LearntRate}).
 *
 * <p>The gate makes each call once. A call that AWS throttled did not happen, but to repeat it is for who asked, who knows whether
 * it is still wanted; so the SDK's own retries of throttled calls must be off, or they pass the gate by.
 *
 * <p>Safe for all threads; never blocks. A call is started on the thread that brings it, on that of another caller, or on the
 * time's. Nothing here outlives the process: after a crash the bucket starts full, which throttling corrects.
 */
public final class Gate {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    /** Timers are not finer; and a busy gate wakes up for several tokens at once. */
    private static final Duration SHORTEST_SLEEP = Duration.ofMillis(1);

    /** A limit that is lower than configured is met again and again. */
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

    private final GateKey key;
    private final Budget budget;
    private final GateSettings settings;
    private final GateTime time;

    private final Object lock = new Object();
    private final LaneQueues queues = new LaneQueues();
    private final TokenBucket bucket;
    private final Map<Lane, LaneCount> counts = new EnumMap<>(Lane.class);
    private final Map<String, Long> actions = new HashMap<>();
    private @Nullable Instant nextWake;
    private long numbered;
    private Instant warned = Instant.EPOCH;

    public Gate(GateKey key, Budget budget, GateSettings settings, GateTime time) {
        this.key = key;
        this.budget = budget;
        this.settings = settings;
        this.time = time;
        Instant now = time.now();
        this.bucket = new TokenBucket(budget.allowance(now), settings.reservedShare(), now);
        for (Lane lane : Lane.values()) {
            counts.put(lane, new LaneCount());
        }
    }

    public GateKey key() {
        return key;
    }

    /** {@link #call(Lane, String, Duration, Supplier)} with the longest wait that the settings have for the lane. */
    public <T> CompletionStage<T> call(Lane lane, String action, Supplier<? extends CompletionStage<T>> call) {
        return call(lane, action, settings.longestWait(lane), call);
    }

    /**
     * Makes the call when its turn has come. A caller that no longer wants it may cancel the answer: if it still waited, it is not
     * made and costs no token.
     *
     * @param action the name of AWS's action, such as {@code ModifyRule}; for figures and messages
     * @param longestWait how long it may wait for its turn; the call itself has the SDK's own time limits
     * @param call makes the call; must not block
     * @return what the call answers, a failure as it is; or a {@link PlatformException} of kind {@code THROTTLED} when it was not
     *     made within its longest wait
     */
    public <T> CompletionStage<T> call(
            Lane lane, String action, Duration longestWait, Supplier<? extends CompletionStage<T>> call) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        budget.entered(lane);
        synchronized (lock) {
            Instant now = time.now();
            numbered++;
            queues.add(new WaitingCall<>(numbered, lane, action, now, now.plus(longestWait), call, answer));
        }
        work();
        return answer;
    }

    /** Makes every call that has a token, and gives up those that have waited too long. */
    private void work() {
        List<WaitingCall<?>> made = new ArrayList<>();
        List<Runnable> refusals = new ArrayList<>();
        synchronized (lock) {
            Instant now = time.now();
            bucket.fill(budget.allowance(now), now);
            takeDue(made, now);
            for (WaitingCall<?> overdue : queues.takeOverdue(now)) {
                budget.left(overdue.lane());
                if (!overdue.settled()) {
                    refusals.add(refusal(overdue, now));
                }
            }
            sleep(now);
        }
        made.forEach(this::make);
        refusals.forEach(Runnable::run);
    }

    private void takeDue(List<WaitingCall<?>> made, Instant now) {
        for (WaitingCall<?> next = queues.next(); next != null; next = queues.next()) {
            if (next.settled()) {
                queues.remove(next);
                budget.left(next.lane());
                continue;
            }
            if (!bucket.take(next.lane())) {
                return;
            }
            queues.take(next);
            budget.left(next.lane());
            count(next.lane()).made(Duration.between(next.entered(), now), now);
            actions.merge(next.action(), 1L, Long::sum);
            made.add(next);
        }
    }

    private Runnable refusal(WaitingCall<?> overdue, Instant now) {
        Duration waited = Duration.between(overdue.entered(), now);
        count(overdue.lane()).givenUp(waited, now);
        String message =
                "%s was not made: it waited %s for API limits of %s, where %.1f calls/s may be made and %d go before it"
                        .formatted(
                                overdue.action(),
                                GateFigures.seconds(waited),
                                key,
                                bucket.allowance().perSecond(),
                                queues.ahead(overdue.lane()));
        return () -> overdue.answer()
                .completeExceptionally(new PlatformException(PlatformException.Kind.THROTTLED, message));
    }

    /** Sees to it that {@link #work} runs when the next token or the next deadline comes. */
    private void sleep(Instant now) {
        WaitingCall<?> next = queues.next();
        if (next == null) {
            return;
        }
        Instant wake = now.plus(longer(SHORTEST_SLEEP, bucket.untilToken(next.lane())));
        Instant deadline = queues.earliestDeadline().orElse(wake);
        wake = deadline.isBefore(wake) ? deadline : wake;
        if (nextWake == null || wake.isBefore(nextWake) || nextWake.isBefore(now)) {
            nextWake = wake;
            time.after(longer(Duration.ZERO, Duration.between(now, wake)), this::wake);
        }
    }

    private void wake() {
        synchronized (lock) {
            if (nextWake != null && !nextWake.isAfter(time.now())) {
                nextWake = null;
            }
        }
        work();
    }

    private <T> void make(WaitingCall<T> call) {
        Instant started = time.now();
        call.made().whenComplete((result, failure) -> {
            if (failure == null) {
                call.answer().complete(result);
                return;
            }
            Throwable cause = Throttling.unwrapped(failure);
            if (Throttling.in(cause)) {
                throttled(call, started);
            }
            call.answer().completeExceptionally(cause);
        });
    }

    private void throttled(WaitingCall<?> call, Instant started) {
        Instant now = time.now();
        boolean lowered = budget.throttled(started, now);
        boolean warn;
        double perSecond;
        synchronized (lock) {
            count(call.lane()).throttled();
            bucket.fill(budget.allowance(now), now);
            bucket.empty();
            perSecond = bucket.allowance().perSecond();
            warn = lowered && !warned.plus(BETWEEN_WARNINGS).isAfter(now);
            warned = warn ? now : warned;
        }
        LOG.atLevel(warn ? Level.WARN : Level.DEBUG)
                .addKeyValue("gate", key)
                .addKeyValue("action", call.action())
                .addKeyValue("lane", call.lane().label())
                .addKeyValue("callsPerSecond", Math.round(perSecond * 10) / 10.0)
                .log("AWS throttles: fewer calls for a while");
    }

    /** How things stand now. */
    public GateFigures figures() {
        synchronized (lock) {
            Instant now = time.now();
            bucket.fill(budget.allowance(now), now);
            Map<Lane, LaneFigures> lanes = new EnumMap<>(Lane.class);
            for (Lane lane : Lane.values()) {
                Duration oldest = queues.oldest(lane)
                        .map(entered -> Duration.between(entered, now))
                        .orElse(Duration.ZERO);
                lanes.put(lane, count(lane).figures(queues.waiting(lane), oldest, now));
            }
            return new GateFigures(key, lanes, actions, bucket.tokens(), bucket.allowance());
        }
    }

    private LaneCount count(Lane lane) {
        return counts.computeIfAbsent(lane, missing -> new LaneCount());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
