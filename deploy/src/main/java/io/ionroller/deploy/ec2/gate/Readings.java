package io.ionroller.deploy.ec2.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Readings of many things that one call can show together, such as target groups. Who asks at about the same time shares a call; who
 * is content with an answer of some age gets one from memory. A reading as proof (freshness zero) is answered only by a call that is
 * started after it was asked for.
 *
 * <p>Which keys a call reads is settled when it has its token, not when it begins to wait for one: the scarcer the calls, the more
 * each of them reads. When a key is stale that somebody polls, all keys that are polled and half stale are read along, and pages are
 * filled up with others; so all of them become stale together, and n polled keys cost about n / page size calls per period.
 *
 * <p>A page that fails fails those who wait for one of its keys, and nobody else; so a call that fails as a whole because one of its
 * keys does not exist should be taken apart by the batch function. Safe for all threads; never blocks. Holds what it has seen in
 * memory only: after a crash the first answers are new.
 */
public final class Readings<K, V> {

    /** Reads some keys. A key without a value in the answer does not exist. */
    public interface Batch<K, V> {

        /**
         * @param keys at most as many as the page size; their first call has its token already
         * @param lane for further calls, if it takes several
         */
        CompletionStage<Map<K, V>> read(List<K> keys, Lane lane);
    }

    /**
     * What is read.
     *
     * @param action the name of AWS's action, such as {@code DescribeTargetGroups}
     * @param pageSize how many keys one call can read, 1 or more
     */
    public record Plan<K, V>(String action, int pageSize, Batch<K, V> batch) {
        public Plan {
            if (pageSize < 1) {
                throw new IllegalArgumentException("page size: got " + pageSize + ", wanted 1 or more");
            }
        }
    }

    private final Gate gate;
    private final Plan<K, V> plan;
    private final ReadingsSettings settings;
    private final GateTime time;

    private final Object lock = new Object();
    private final Map<K, Remembered<K, V>> remembered = new LinkedHashMap<>(16, 0.75f, true);
    private final Pending<K, V> pending = new Pending<>();
    private final Turns turns = new Turns();
    private @Nullable Instant nextAsk;
    /** The least urgent lane in which a polled key was stale since the last time calls were asked for. */
    private @Nullable Lane polledIn;

    public Readings(Gate gate, Plan<K, V> plan, ReadingsSettings settings, GateTime time) {
        this.gate = gate;
        this.plan = plan;
        this.settings = settings;
        this.time = time;
    }

    /**
     * Reads a key.
     *
     * @param freshness how old the answer may be, counted from when its call was started; zero for a proof
     * @return what was seen; or the failure of the page, which is a {@code PlatformException} of kind {@code THROTTLED} when it had
     *     to wait too long for API limits
     */
    public CompletionStage<Seen<V>> read(K key, Lane lane, Duration freshness) {
        CompletableFuture<Seen<V>> asker = new CompletableFuture<>();
        Duration window = null;
        synchronized (lock) {
            Instant now = time.now();
            Remembered<K, V> entry = entry(key);
            boolean poll = freshness.isPositive();
            if (poll && entry.satisfies(freshness, now, asker)) {
                return asker;
            }
            if (poll) {
                polledIn = polledIn == null || polledIn.compareTo(lane) < 0 ? lane : polledIn;
            }
            entry.await(asker);
            pending.add(entry, lane);
            window = windowToOpen(lane, freshness, now);
        }
        if (window != null) {
            askAfter(window);
        }
        return asker;
    }

    /** What is known of the key counts no more, nor what calls under way will show: to be called after it was changed. */
    public void forget(K key) {
        synchronized (lock) {
            Remembered<K, V> entry = remembered.get(key);
            if (entry != null) {
                entry.forget();
                if (entry.pending == null) {
                    remembered.remove(key);
                }
            }
        }
    }

    private Remembered<K, V> entry(K key) {
        Remembered<K, V> entry = remembered.computeIfAbsent(key, Remembered::new);
        if (remembered.size() > settings.mostKeys()) {
            var oldest = remembered.values().iterator();
            while (oldest.hasNext() && remembered.size() > settings.mostKeys()) {
                Remembered<K, V> next = oldest.next();
                if (next != entry && next.pending == null) {
                    oldest.remove();
                }
            }
        }
        return entry;
    }

    /** @return null when the calls will be asked for early enough */
    private @Nullable Duration windowToOpen(Lane lane, Duration freshness, Instant now) {
        Duration window = lane == Lane.ROLLBACK
                ? Duration.ZERO
                : freshness.isPositive() ? settings.window() : settings.proofWindow();
        Instant ask = now.plus(window);
        if (nextAsk != null && !nextAsk.isAfter(ask) && !nextAsk.isBefore(now)) {
            return null;
        }
        nextAsk = ask;
        return window;
    }

    private void askAfter(Duration window) {
        if (window.isZero()) {
            ask();
        } else {
            time.after(window, this::ask);
        }
    }

    /** Asks the gate for as many calls as it takes to read what is pending. */
    private void ask() {
        List<Turns.Turn> wanted = new ArrayList<>();
        synchronized (lock) {
            Instant now = time.now();
            nextAsk = nextAsk != null && nextAsk.isAfter(now) ? nextAsk : null;
            if (polledIn != null) {
                takeAlong(polledIn, now);
                polledIn = null;
            }
            for (Lane lane : Lane.values()) {
                wanted.addAll(turns.open(lane, needed(lane)));
            }
        }
        cancelSurplus();
        for (Turns.Turn turn : wanted) {
            CompletionStage<Map<K, V>> call = gate.call(turn.lane(), plan.action(), () -> start(turn));
            turn.begun(call);
            call.whenComplete((values, failure) -> {
                if (failure != null) {
                    givenUp(turn, failure);
                }
            });
        }
    }

    /** Polled keys that are half stale, and as many others as there is room for on the last page. */
    private void takeAlong(Lane lane, Instant now) {
        List<Remembered<K, V>> fresher = new ArrayList<>();
        for (Remembered<K, V> entry : remembered.values()) {
            if (!entry.idle() || !entry.wantedLately(now)) {
                continue;
            }
            if (entry.halfStale(now)) {
                pending.add(entry, lane);
            } else {
                fresher.add(entry);
            }
        }
        int room = needed(lane) * plan.pageSize() - pending.size(lane);
        fresher.stream()
                .sorted(Comparator.comparing(Remembered::started))
                .limit(room)
                .forEach(entry -> pending.add(entry, lane));
    }

    private int needed(Lane lane) {
        return Math.ceilDiv(pending.size(lane), plan.pageSize());
    }

    /** A call has its token: what it reads is settled now. */
    private CompletionStage<Map<K, V>> start(Turns.Turn turn) {
        Page<K, V> page;
        synchronized (lock) {
            turns.close(turn);
            List<Remembered<K, V>> taken = pending.take(turn.lane(), plan.pageSize());
            if (taken.isEmpty()) {
                return CompletableFuture.completedFuture(Map.of());
            }
            page = new Page<>(time.now(), taken);
        }
        cancelSurplus();
        return read(page, turn.lane())
                .whenComplete(
                        (values, failure) -> end(page, values, failure == null ? null : Throttling.unwrapped(failure)));
    }

    private CompletionStage<Map<K, V>> read(Page<K, V> page, Lane lane) {
        try {
            return plan.batch().read(page.keys(), lane);
        } catch (RuntimeException | Error notStarted) {
            return CompletableFuture.failedStage(notStarted);
        }
    }

    /** Calls of other lanes may have nothing left to read. */
    private void cancelSurplus() {
        List<Turns.Turn> surplus = new ArrayList<>();
        synchronized (lock) {
            for (Lane lane : Lane.values()) {
                surplus.addAll(turns.surplus(lane, needed(lane)));
            }
        }
        surplus.forEach(Turns.Turn::cancel);
    }

    private void end(Page<K, V> page, @Nullable Map<K, V> values, @Nullable Throwable failure) {
        List<Runnable> answers;
        synchronized (lock) {
            answers = page.ended(values, failure);
        }
        answers.forEach(Runnable::run);
    }

    /** A call got no token in time: those fail who have waited longest. Not so when it was cancelled, or its page has failed. */
    private void givenUp(Turns.Turn turn, Throwable failure) {
        Page<K, V> never;
        synchronized (lock) {
            if (!turns.close(turn)) {
                return;
            }
            never = new Page<>(time.now(), pending.takeOf(turn.lane(), plan.pageSize()));
        }
        end(never, null, failure);
    }
}
