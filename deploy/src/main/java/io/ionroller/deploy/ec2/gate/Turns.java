package io.ionroller.deploy.ec2.gate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The calls of {@link Readings} that wait at the gate. Not safe for threads, its turns' own methods excepted. */
final class Turns {

    /** One call that was asked for. */
    static final class Turn {

        private final Lane lane;
        private @Nullable CompletionStage<?> call;
        private boolean cancelled;

        private Turn(Lane lane) {
            this.lane = lane;
        }

        Lane lane() {
            return lane;
        }

        /** The gate has it. It may be cancelled before the gate has answered. */
        synchronized void begun(CompletionStage<?> atTheGate) {
            call = atTheGate;
            if (cancelled) {
                cancel();
            }
        }

        /** It is not needed any more; it costs no token if it still waits. */
        synchronized void cancel() {
            cancelled = true;
            if (call != null) {
                call.toCompletableFuture().cancel(false);
            }
        }
    }

    private final Map<Lane, Deque<Turn>> waiting = new EnumMap<>(Lane.class);

    Turns() {
        for (Lane lane : Lane.values()) {
            waiting.put(lane, new ArrayDeque<>());
        }
    }

    /** What is to be asked of the gate so that so many wait. */
    List<Turn> open(Lane lane, int needed) {
        List<Turn> opened = new ArrayList<>();
        while (lane(lane).size() < needed) {
            Turn turn = new Turn(lane);
            lane(lane).addLast(turn);
            opened.add(turn);
        }
        return opened;
    }

    /** Takes away those that are more than needed, the last first; they are to be cancelled. */
    List<Turn> surplus(Lane lane, int needed) {
        List<Turn> taken = new ArrayList<>();
        while (lane(lane).size() > needed) {
            taken.add(lane(lane).removeLast());
        }
        return taken;
    }

    /** Its time of waiting is over; false when it was not needed any more. */
    boolean close(Turn turn) {
        return lane(turn.lane()).remove(turn);
    }

    private Deque<Turn> lane(Lane lane) {
        return Objects.requireNonNull(waiting.get(lane));
    }
}
