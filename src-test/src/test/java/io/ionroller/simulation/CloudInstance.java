package io.ionroller.simulation;

import io.ionroller.engine.platform.InstanceObservation.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The place of one instance: what runs there, and what can be seen of it at any time, also afterwards. */
final class CloudInstance {

    static final Duration WARM_UP = Duration.ofSeconds(2);

    /** What becomes of an instance that was started. */
    enum Fate {
        HEALTHY,
        UNHEALTHY,
        EXITS
    }

    private final TreeMap<Instant, Optional<State>> seen = new TreeMap<>();
    private boolean started;
    private @Nullable Instant exits;

    /** Whether a process is there, seen or not. */
    boolean runs(Instant now) {
        return started && (exits == null || now.isBefore(exits));
    }

    void start(Instant now, Instant visible, Fate fate) {
        started = true;
        exits = fate == Fate.EXITS ? now.plus(WARM_UP) : null;
        seen.tailMap(visible, true).clear();
        seen.put(visible, Optional.of(State.STARTING));
        seen.put(
                visible.plus(WARM_UP),
                Optional.of(
                        switch (fate) {
                            case HEALTHY -> State.HEALTHY;
                            case UNHEALTHY -> State.UNHEALTHY;
                            case EXITS -> State.EXITED;
                        }));
    }

    void die(Instant now, Instant visible) {
        if (runs(now)) {
            exits = now;
            seen.tailMap(visible, true).clear();
            seen.put(visible, Optional.of(State.EXITED));
        }
    }

    /** It is gone, and so is its place, until it is started again. */
    void vanish(Instant now, Instant visible) {
        exits = now;
        seen.tailMap(visible, true).clear();
        seen.put(visible, Optional.empty());
    }

    /** Fails its health checks for a while, if it passes them now. */
    void sicken(Instant now, Instant until) {
        if (runs(now) && seenAt(now) == State.HEALTHY) {
            seen.subMap(now, true, until, true).clear();
            seen.put(now, Optional.of(State.UNHEALTHY));
            seen.putIfAbsent(until, Optional.of(State.HEALTHY));
        }
    }

    /** Absent while nothing of it could be seen. */
    @Nullable
    State seenAt(Instant at) {
        var entry = seen.floorEntry(at);
        return entry == null ? null : entry.getValue().orElse(null);
    }
}
