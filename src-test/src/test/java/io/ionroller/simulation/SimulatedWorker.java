package io.ionroller.simulation;

import io.ionroller.engine.rollout.Effect;
import io.ionroller.engine.rollout.ServiceCommand.Report;
import io.ionroller.engine.work.Attempts;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What {@code EffectWorker} is in a server: the timer and the message queue round {@link Attempts}, in virtual time. */
final class SimulatedWorker {

    private final World world;
    private final SimulatedOwner owner;
    private final String name;
    private final Attempts attempts;
    private final int term;
    private Effect effect;
    private int calls;
    private int waits;
    private boolean calling;
    private boolean ended;

    SimulatedWorker(World world, SimulatedOwner owner, String name, Effect effect) {
        this.world = world;
        this.owner = owner;
        this.name = name;
        this.effect = effect;
        this.term = owner.term();
        this.attempts = Attempts.at(effect, owner.works());
    }

    void begin() {
        tell(() -> follow(attempts.begin()));
    }

    void change(Effect other) {
        tell(() -> {
            effect = other;
            follow(attempts.change(other));
        });
    }

    void takeUp(Effect other) {
        tell(() -> {
            effect = other;
            follow(attempts.takeUp(other, owner.works()));
        });
    }

    void stop() {
        tell(() -> follow(attempts.stop()));
    }

    void heard() {
        tell(() -> follow(attempts.heard()));
    }

    /** Ends without a word; a call under way goes on without it. */
    void dismiss() {
        ended = true;
    }

    private void tell(Runnable action) {
        owner.node().after(world.chance().message(), () -> {
            if (!ended) {
                action.run();
            }
        });
    }

    private void follow(Attempts.Next next) {
        switch (next) {
            case Attempts.Next.Call(Duration timeout) -> call(timeout);
            case Attempts.Next.Tell(Report report) -> report(report);
            case Attempts.Next.Wait(Report report, Duration time) -> {
                if (report != null) {
                    report(report);
                }
                int wait = ++waits;
                owner.node().after(time, () -> {
                    if (!ended && wait == waits) {
                        follow(attempts.due());
                    }
                });
            }
            case Attempts.Next.Await() -> {}
            case Attempts.Next.End() -> {
                ended = true;
                owner.receive(new OwnerMessage.WorkerEnded(name));
            }
        }
    }

    private void call(Duration timeout) {
        if (owner.node().diesAt(CrashPoint.BEFORE_CALL)) {
            return;
        }
        int number = ++calls;
        calling = true;
        world.invariants().callBegins(this);
        var answer = attempts.call();
        if (owner.node().diesAt(CrashPoint.DURING_CALL)) {
            return;
        }
        answer.whenComplete((report, failure) ->
                owner.node().after(world.chance().message(), () -> outcome(number, report, failure)));
        owner.node().after(timeout, () -> outcome(number, null, new TimeoutException()));
    }

    private void outcome(int number, @Nullable Optional<Report> report, @Nullable Throwable failure) {
        if (ended || number != calls || !calling) {
            return;
        }
        calling = false;
        if (report != null) {
            world.invariants().hasRead(this);
            follow(attempts.answered(report));
        } else {
            follow(attempts.failed(failure == null ? new IllegalStateException("no answer") : failure));
        }
    }

    private void report(Report report) {
        if (owner.node().diesAt(CrashPoint.AFTER_CALL)) {
            return;
        }
        var message = new OwnerMessage.Reported(name, report);
        Incident fault = world.faults().ofReport();
        if (fault == null) {
            owner.receive(message);
        } else {
            world.trace().note("report", fault.kind().text());
            if (fault.kind() == Incident.Kind.REPORT_TWICE) {
                owner.receive(message);
            }
            owner.node().after(fault.lasting(), () -> owner.receive(message));
        }
    }

    SimulatedOwner owner() {
        return owner;
    }

    Effect effect() {
        return effect;
    }

    String name() {
        return name;
    }

    /** Whether a call is under way and still waited for. */
    boolean calling() {
        return calling && !ended;
    }

    /** The {@link SimulatedOwner#term} of its owner in which it was started. */
    int term() {
        return term;
    }
}
