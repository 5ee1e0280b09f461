package io.ionroller.deploy.simulated;

import io.ionroller.engine.platform.PlatformException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The faults that wait for their calls, per verb, in the order they were scripted. Called from any thread. */
final class ScriptedFaults {

    /** What goes wrong with one call. */
    sealed interface Fault {
        /** It has no effect and fails. */
        record Refuse(PlatformException.Kind kind) implements Fault {}

        /** It has its effect, and the caller is told that the outcome is unknown. */
        record LoseReply() implements Fault {}

        /** It has its effect, and the caller is never told anything. */
        record NeverReply() implements Fault {}

        /** It has its effect at once, and the caller is told later. */
        record LateReply(Duration delay) implements Fault {}
    }

    private final Map<Verb, ArrayDeque<Fault>> waiting = new EnumMap<>(Verb.class);

    synchronized void add(Verb verb, int calls, Fault fault) {
        if (calls < 1) {
            throw new IllegalArgumentException("calls: got " + calls + ", wanted 1 or more");
        }
        ArrayDeque<Fault> queue = waiting.computeIfAbsent(verb, any -> new ArrayDeque<>());
        for (int i = 0; i < calls; i++) {
            queue.add(fault);
        }
    }

    synchronized Optional<Fault> next(Verb verb) {
        ArrayDeque<Fault> queue = waiting.get(verb);
        return queue == null ? Optional.empty() : Optional.ofNullable(queue.poll());
    }

    synchronized void clear() {
        waiting.clear();
    }
}
