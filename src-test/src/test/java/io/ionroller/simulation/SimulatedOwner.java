package io.ionroller.simulation;

import io.ionroller.engine.json.EventCodec;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.rollout.ServiceState;
import io.ionroller.engine.service.OwnerDecisions;
import io.ionroller.engine.service.OwnerDecisions.Handled;
import io.ionroller.engine.service.Ownership;
import io.ionroller.engine.service.Ownership.Order;
import io.ionroller.engine.service.ServiceReply;
import io.ionroller.engine.work.Works;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What {@code ServiceEntity} is in a server, in virtual time: a queue of messages, one decision at a time, nothing decided while
 * a write is under way, a restart with back-off and a replay after a write that failed. What it decides and orders is the
 * engine's: {@link OwnerDecisions} and {@link Ownership}.
 */
final class SimulatedOwner {

    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(200);
    private static final int MOST_DOUBLINGS = 5;

    private final World world;
    private final Node node;
    private final Works works;
    private final Ownership ownership;
    private final Deque<OwnerMessage> inbox = new ArrayDeque<>();
    private final SimulatedWorkforce workers;
    private ServiceState state;
    private long sequence;
    private int term;
    private int failures;
    private int timer;
    private boolean ready;
    private boolean busy;
    private boolean leaving;
    private boolean ended;

    SimulatedOwner(World world, Node node) {
        this.world = world;
        this.node = node;
        this.works = world.works(node);
        this.ownership = new Ownership(works);
        this.workers = new SimulatedWorkforce(world, this);
        this.state = ServiceState.empty(World.SERVICE);
    }

    /** Replays the journal; tries again while it is away. */
    void recover() {
        world.journal().read(events -> node.enter(() -> recovered(events)));
    }

    private void recovered(Optional<List<String>> events) {
        if (events.isEmpty()) {
            restart();
            return;
        }
        state = ServiceState.empty(World.SERVICE);
        sequence = 0;
        for (String event : world.mutation().replayed(events.get())) {
            state = ownership.evolve(state, EventCodec.decode(event));
            sequence++;
        }
        ready = true;
        world.trace().note("recovered", node.toString(), () -> "at " + sequence);
        world.invariants().recovered(this, events.get().size());
        world.invariants().applied(this);
        if (!node.diesAt(CrashPoint.RECOVERING)) {
            carryOut(world.mutation().onRecovery(ownership.recovered(state, now())));
            world.mutation().recovered(this);
            next();
        }
    }

    /** A write or a read failed: children are stopped, and it begins again after a while. */
    private void restart() {
        term++;
        ready = false;
        busy = false;
        timer++;
        workers.endWithOwner();
        Duration wait = FIRST_BACK_OFF.multipliedBy(1L << Math.min(failures++, MOST_DOUBLINGS));
        node.after(wait, this::recover);
    }

    void receive(OwnerMessage message) {
        inbox.add(message);
        next();
    }

    private void next() {
        if (ready && !busy && !ended && !inbox.isEmpty()) {
            busy = true;
            int began = term;
            node.after(world.chance().message(), () -> {
                if (began == term && !ended) {
                    busy = false;
                    handle(inbox.remove());
                    next();
                }
            });
        }
    }

    private void handle(OwnerMessage message) {
        Optional<Duration> wait = message.decides() ? ownership.postponement() : Optional.empty();
        if (wait.isPresent()) {
            node.after(wait.get(), () -> receive(message));
            return;
        }
        switch (message) {
            case OwnerMessage.Ask ask -> asked(ask);
            case OwnerMessage.Reported(String worker, ServiceCommand.Report report) -> reported(worker, report);
            case OwnerMessage.WorkerEnded(String worker) -> {
                workers.ended(worker);
                carryOut(ownership.workerEnded(worker, state, now()));
            }
            case OwnerMessage.Due(int set) -> {
                if (set == timer) {
                    due();
                }
            }
            case OwnerMessage.Leave() -> {
                leaving = true;
                carryOut(ownership.leave(state));
            }
            case OwnerMessage.WaitedEnough() -> carryOut(ownership.waitedEnough());
        }
    }

    private void asked(OwnerMessage.Ask ask) {
        world.trace().note("asked", ask.request().text(), () -> ask.caller().idempotencyKey());
        Handled handled = world.mutation().decided(decisions().ask(ask.request(), ask.caller()));
        ServiceReply reply = Objects.requireNonNull(handled.reply(), "a request is answered");
        if (world.mutation().answersBeforeStoring()) {
            ask.reply().accept(reply);
        }
        store(handled, () -> ownership.stored(state, now()), () -> ask.reply().accept(reply));
    }

    private void reported(String worker, ServiceCommand.Report report) {
        world.trace().note("reported", worker, report::toString);
        Handled handled = world.mutation().decided(decisions().report(report));
        world.invariants().told(this, report);
        if (handled.events().isEmpty()) {
            carryOut(ownership.nothingFollowed(worker, report));
        } else {
            store(handled, () -> ownership.stored(state, now(), worker, report), () -> {});
        }
    }

    private void due() {
        Handled handled = world.mutation().decided(decisions().timePassed());
        if (handled.events().isEmpty()) {
            carryOut(ownership.nothingWasDue());
        }
        store(handled, () -> ownership.stored(state, now()), () -> {});
    }

    private OwnerDecisions decisions() {
        return new OwnerDecisions(state, sequence, ownership.decisionTime(now()));
    }

    /** Stores the events, if there are any; then the state follows, the orders, and last what is given here. */
    private void store(Handled handled, Supplier<List<Order>> orders, Runnable then) {
        if (handled.events().isEmpty()) {
            then.run();
            return;
        }
        if (node.diesAt(CrashPoint.BEFORE_PERSIST)) {
            return;
        }
        busy = true;
        int began = term;
        List<String> texts = handled.events().stream().map(EventCodec::encode).toList();
        world.journal()
                .write(
                        this,
                        sequence + 1,
                        texts,
                        stored -> node.enter(() -> {
                            if (began == term && !ended) {
                                written(handled, orders, then, stored);
                            }
                        }));
    }

    private void written(Handled handled, Supplier<List<Order>> orders, Runnable then, boolean stored) {
        if (!stored) {
            world.trace().note("not stored", node.toString());
            restart();
            return;
        }
        if (node.diesAt(CrashPoint.AFTER_PERSIST)) {
            return;
        }
        for (RecordedEvent event : handled.events()) {
            state = ownership.evolve(state, event);
            sequence++;
        }
        failures = 0;
        busy = false;
        world.invariants().applied(this);
        if (node.diesAt(CrashPoint.BEFORE_EFFECT)) {
            return;
        }
        carryOut(orders.get());
        if (!node.diesAt(CrashPoint.BEFORE_REPLY)) {
            then.run();
            next();
        }
    }

    private void carryOut(List<Order> ordered) {
        List<Order> orders = world.mutation().ordered(this, ordered);
        world.invariants().ordered(this, orders);
        orders.forEach(this::carryOut);
    }

    private void carryOut(Order order) {
        switch (order) {
            case Order.ForWorkers told -> workers.carryOut(told);
            case Order.SetTimer(Duration after) -> {
                int set = ++timer;
                node.after(after, () -> receive(new OwnerMessage.Due(set)));
            }
            case Order.CancelTimer() -> timer++;
            case Order.WakeNext() -> world.trace().note("wakes the next owner", node.toString());
            case Order.LimitWaiting(Duration atMost) ->
                node.after(atMost, () -> receive(new OwnerMessage.WaitedEnough()));
            case Order.End() -> {
                ended = true;
                workers.all().forEach(SimulatedWorker::dismiss);
                world.nodes().left(this);
            }
        }
    }

    private Instant now() {
        return world.time().instant();
    }

    @Override
    public String toString() {
        return node + " at " + sequence + (ready() ? "" : ", not ready") + (idle() ? "" : ", busy with " + inbox);
    }

    Node node() {
        return node;
    }

    Works works() {
        return works;
    }

    ServiceState state() {
        return state;
    }

    long sequence() {
        return sequence;
    }

    /** Grows with each restart. */
    int term() {
        return term;
    }

    /** Whether it owns, by its own belief. */
    boolean ready() {
        return ready && !ended && !node.dead();
    }

    /** Whether nothing is being decided or stored, and nothing waits to be. */
    boolean idle() {
        return !busy && inbox.isEmpty();
    }

    boolean leaving() {
        return leaving;
    }

    Collection<SimulatedWorker> workers() {
        return workers.all();
    }
}
