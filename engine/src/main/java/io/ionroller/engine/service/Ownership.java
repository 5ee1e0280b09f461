package io.ionroller.engine.service;

import io.ionroller.engine.rollout.Effect;
import io.ionroller.engine.rollout.Machine;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.rollout.ServiceState;
import io.ionroller.engine.work.Assignments;
import io.ionroller.engine.work.Works;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of a service does about its work at each moment of its life, as orders: it keeps the workers equal to the owed
 * effects and one timer equal to what is due next. Holds no actor, no timer and no clock: {@link ServiceEntity} carries the
 * orders out, and so does the simulation. Used by one thread; a crash loses it, and {@link #recovered} begins anew.
 */
public final class Ownership {

    private static final Duration SHORTEST_TIMER = Duration.ofMillis(1);
    private static final Duration NOTHING_CAME_OF_IT = Duration.ofSeconds(1);

    /** What to do, in the order given. */
    public sealed interface Order {

        /** What workers are to do. */
        sealed interface ForWorkers extends Order {}

        /**
         * Start a worker of this name.
         *
         * @param trace of the release that the effect is for; absent when that is not traced
         */
        record StartWorker(
                String worker, Effect effect, @Nullable String trace) implements ForWorkers {}

        /** Tell this worker to watch in this way from now on. */
        record ChangeWorker(String worker, Effect effect) implements ForWorkers {}

        /**
         * Tell this worker, which has reported and waits, that this effect is owed in place of its own.
         *
         * @param trace of the release that the effect is for; absent when that is not traced
         */
        record TakeUp(
                String worker, Effect effect, @Nullable String trace) implements ForWorkers {}

        /** Tell this worker that its effect is no longer owed; it ends by itself, after its call under way. */
        record StopWorker(String worker) implements ForWorkers {}

        /** Tell this worker, if it is still there, that its report was decided. */
        record AnswerWorker(String worker) implements ForWorkers {}

        /** End all workers at once; their calls under way go on without them. */
        record DismissWorkers() implements ForWorkers {}

        /** Call {@code due} after this time, and not at the time that was set before. */
        record SetTimer(Duration after) implements Order {}

        /** Nothing is due by itself any more. */
        record CancelTimer() implements Order {}

        /** Make the service's next owner start, wherever that will live. */
        record WakeNext() implements Order {}

        /** Call {@code waitedEnough} if workers are left after this time. */
        record LimitWaiting(Duration atMost) implements Order {}

        /** End. */
        record End() implements Order {}
    }

    private final Assignments assignments = new Assignments();
    private final Works works;
    private Instant newest = Instant.EPOCH;
    private boolean leaving;

    public Ownership(Works works) {
        this.works = works;
    }

    /**
     * How long a message must wait because this process may not act now; empty when it may. A process without permit may have
     * been overtaken: what it stored, the new owner would not know of, and would not carry out.
     */
    public Optional<Duration> postponement() {
        return works.permit().granted()
                ? Optional.empty()
                : Optional.of(works.settings().observeInterval());
    }

    /** The state after a stored event, also while recovering. */
    public ServiceState evolve(ServiceState state, RecordedEvent event) {
        newest = event.metadata().at();
        return Machine.evolve(state, event);
    }

    /** The time of a decision: in whole microseconds, as it is stored, and never before the newest event. */
    public Instant decisionTime(Instant clock) {
        Instant now = clock.truncatedTo(ChronoUnit.MICROS);
        return now.isBefore(newest) ? newest : now;
    }

    /** All stored events were replayed: at the start, and after a failed write, when the workers of before are still there. */
    public List<Order> recovered(ServiceState state, Instant clock) {
        assignments.dismiss();
        List<Order> orders = new ArrayList<>();
        orders.add(new Order.DismissWorkers());
        if (leaving) {
            orders.add(new Order.LimitWaiting(SHORTEST_TIMER));
        } else {
            orders.addAll(settle(state, clock, null));
        }
        return orders;
    }

    /** Events were stored. */
    public List<Order> stored(ServiceState state, Instant clock) {
        return settle(state, clock, null);
    }

    /** What followed from a worker's report is stored: the worker goes on with what is owed now, ends, or gets its answer. */
    public List<Order> stored(ServiceState state, Instant clock, String worker, ServiceCommand.Report report) {
        if (!waits(report)) {
            return settle(state, clock, null);
        }
        List<Order> orders = settle(state, clock, worker);
        return Stream.concat(orders.stream(), answer(worker, orders).stream()).toList();
    }

    /** Nothing followed from a worker's report. */
    public List<Order> nothingFollowed(String worker, ServiceCommand.Report report) {
        return waits(report) ? answer(worker, List.of()) : List.of();
    }

    /** A failure tells and does not wait for an answer. */
    private static boolean waits(ServiceCommand.Report report) {
        return !(report instanceof ServiceCommand.EffectFailed);
    }

    /** Who was told what to do next needs no other answer. */
    private static List<Order> answer(String worker, List<Order> orders) {
        boolean told = orders.stream()
                .anyMatch(order ->
                        order instanceof Order.TakeUp next && next.worker().equals(worker)
                                || order instanceof Order.StopWorker stop
                                        && stop.worker().equals(worker));
        return told ? List.of() : List.of(new Order.AnswerWorker(worker));
    }

    /** Something seemed due and nothing was decided: look again, but not at once. */
    public List<Order> nothingWasDue() {
        return leaving ? List.of() : List.of(new Order.SetTimer(NOTHING_CAME_OF_IT));
    }

    /** A worker has ended, as it was told or by a fault. */
    public List<Order> workerEnded(String worker, ServiceState state, Instant clock) {
        boolean more = assignments.ended(worker);
        if (leaving) {
            return assignments.empty() ? List.of(new Order.End()) : List.of();
        }
        return more ? settle(state, clock, null) : List.of();
    }

    /**
     * Leaves, because the service is idle or moves: platform calls under way are waited for, so that the next owner finds their
     * outcome, but not for long. If there is something to do, the next owner is woken.
     */
    public List<Order> leave(ServiceState state) {
        leaving = true;
        List<Order> orders = new ArrayList<>();
        orders.add(new Order.CancelTimer());
        if (state.active()) {
            orders.add(new Order.WakeNext());
        }
        orders.addAll(workers(state, assignments.settle(new LinkedHashMap<>())));
        orders.add(
                assignments.empty()
                        ? new Order.End()
                        : new Order.LimitWaiting(works.settings().handOverLimit()));
        return orders;
    }

    /** Workers are left and were waited for long enough. */
    public List<Order> waitedEnough() {
        return List.of(new Order.End());
    }

    /** Makes the workers equal to what is owed, and the timer to what is due. */
    private List<Order> settle(ServiceState state, Instant clock, @Nullable String idle) {
        if (leaving) {
            return List.of();
        }
        List<Order> orders = new ArrayList<>(workers(state, assignments.settle(Machine.owedEffects(state), idle)));
        orders.add(Machine.nextDue(state).map(due -> timer(clock, due)).orElseGet(Order.CancelTimer::new));
        return orders;
    }

    private static Order timer(Instant clock, Instant due) {
        Duration wait = Duration.between(clock, due);
        return new Order.SetTimer(wait.compareTo(SHORTEST_TIMER) < 0 ? SHORTEST_TIMER : wait);
    }

    private static List<Order> workers(ServiceState state, List<Assignments.Order> assigned) {
        List<Order> orders = new ArrayList<>(assigned.size());
        for (Assignments.Order order : assigned) {
            orders.add(
                    switch (order) {
                        case Assignments.Order.Start(String worker, Effect effect) ->
                            new Order.StartWorker(
                                    worker,
                                    effect,
                                    Machine.traceOf(state, effect.id().release()));
                        case Assignments.Order.Change(String worker, Effect effect) ->
                            new Order.ChangeWorker(worker, effect);
                        case Assignments.Order.TakeUp(String worker, Effect effect) ->
                            new Order.TakeUp(
                                    worker,
                                    effect,
                                    Machine.traceOf(state, effect.id().release()));
                        case Assignments.Order.Stop(String worker) -> new Order.StopWorker(worker);
                    });
        }
        return orders;
    }
}
