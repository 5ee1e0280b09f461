package io.ionroller.deploy.ec2.gate;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait, lane by lane, and whose turn it is. First come first served within a lane. Of the lanes the most urgent one
 * goes first, but a lane that was passed over {@link #TURNS} times while it had somebody waiting has the next turn, unless a
 * rollback waits. So a busy lane leaves each lane below it one call in {@link #TURNS} or so. Not safe for threads.
 */
final class LaneQueues {

    /** With four lanes below it a busy verification keeps four fifths of the calls. */
    static final int TURNS = 20;

    private final Map<Lane, Deque<WaitingCall<?>>> lanes = new EnumMap<>(Lane.class);
    private final Map<Lane, Integer> waiting = new EnumMap<>(Lane.class);
    private final Map<Lane, Integer> passedOver = new EnumMap<>(Lane.class);
    private final TreeSet<WaitingCall<?>> byDeadline = new TreeSet<>();

    LaneQueues() {
        for (Lane lane : Lane.values()) {
            lanes.put(lane, new ArrayDeque<>());
            waiting.put(lane, 0);
            passedOver.put(lane, 0);
        }
    }

    void add(WaitingCall<?> call) {
        queue(call.lane()).addLast(call);
        byDeadline.add(call);
        waiting.merge(call.lane(), 1, Integer::sum);
    }

    /** Whose turn it is; null when nobody waits. */
    @Nullable
    WaitingCall<?> next() {
        WaitingCall<?> first = null;
        for (Lane lane : Lane.values()) {
            WaitingCall<?> head = queue(lane).peekFirst();
            if (head != null && lane == Lane.ROLLBACK) {
                return head;
            }
            if (head != null && (first == null || passedOver(lane) >= TURNS && passedOver(first.lane()) < TURNS)) {
                first = head;
            }
        }
        return first;
    }

    /** Takes away the call that has its turn, which is to be made. */
    void take(WaitingCall<?> next) {
        remove(next);
        passedOver.put(next.lane(), 0);
        for (Lane below : Lane.values()) {
            if (next.lane() != Lane.ROLLBACK
                    && below.compareTo(next.lane()) > 0
                    && !queue(below).isEmpty()) {
                passedOver.merge(below, 1, Integer::sum);
            }
        }
    }

    /** Takes away a call that is not to be made. */
    void remove(WaitingCall<?> call) {
        if (byDeadline.remove(call)) {
            waiting.merge(call.lane(), -1, Integer::sum);
        }
        dropSettledHeads(call.lane());
    }

    /** Takes away all calls whose deadline has come. */
    List<WaitingCall<?>> takeOverdue(Instant now) {
        List<WaitingCall<?>> overdue = new ArrayList<>();
        while (!byDeadline.isEmpty() && !byDeadline.first().deadline().isAfter(now)) {
            WaitingCall<?> call = byDeadline.first();
            overdue.add(call);
            remove(call);
        }
        return overdue;
    }

    Optional<Instant> earliestDeadline() {
        return byDeadline.isEmpty()
                ? Optional.empty()
                : Optional.of(byDeadline.first().deadline());
    }

    int waiting(Lane lane) {
        return waiting.getOrDefault(lane, 0);
    }

    /** How many would go before one that comes to this lane now. */
    int ahead(Lane lane) {
        int ahead = 0;
        for (Lane other : Lane.values()) {
            ahead += other.compareTo(lane) <= 0 ? waiting(other) : 0;
        }
        return ahead;
    }

    /** When the one came that has waited longest in the lane. */
    Optional<Instant> oldest(Lane lane) {
        return Optional.ofNullable(queue(lane).peekFirst()).map(WaitingCall::entered);
    }

    /** One taken away from the middle stays in its queue until it is the head: it is in no count, and memory for one deadline. */
    private void dropSettledHeads(Lane lane) {
        Deque<WaitingCall<?>> queue = queue(lane);
        while (!queue.isEmpty() && !byDeadline.contains(queue.peekFirst())) {
            queue.removeFirst();
        }
    }

    private int passedOver(Lane lane) {
        return passedOver.getOrDefault(lane, 0);
    }

    private Deque<WaitingCall<?>> queue(Lane lane) {
        return Objects.requireNonNull(lanes.get(lane));
    }
}
