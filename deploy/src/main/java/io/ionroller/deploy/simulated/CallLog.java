package io.ionroller.deploy.simulated;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** The newest calls in memory, and all of them for whoever listens. Called from any thread. */
final class CallLog {

    private final ArrayDeque<SimulatedCall> newest = new ArrayDeque<>();
    private final Consumer<SimulatedCall> listener;
    private long written;

    /** @param listener gets every call in the order of numbers, under the lock of the log */
    CallLog(Consumer<SimulatedCall> listener) {
        this.listener = listener;
    }

    /** Adds the call that is made with the next number. */
    synchronized void add(LongFunction<SimulatedCall> call) {
        SimulatedCall numbered = call.apply(++written);
        if (newest.size() == SimulatedCloud.LONGEST_LOG) {
            newest.removeFirst();
        }
        newest.add(numbered);
        listener.accept(numbered);
    }

    synchronized List<SimulatedCall> calls() {
        return List.copyOf(newest);
    }
}
