package io.ionroller.engine.rollout;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A decision in the making: the events so far, and the state as it will be after them. Used by one thread. */
final class Draft {

    private final List<ServiceEvent> events = new ArrayList<>();
    private final List<Grounds> grounds = new ArrayList<>();
    private final Instant now;
    private ServiceState state;
    private Grounds present = Grounds.Rule.REQUESTED.with(null);

    Draft(ServiceState state, Instant now) {
        this.state = state;
        this.now = now;
    }

    /** What the events that follow rest on. */
    void because(Grounds.Rule rule, Grounds.@Nullable Observed observed) {
        present = rule.with(observed);
    }

    /** As {@link #because(Grounds.Rule, Grounds.Observed)}, with what was observed last. */
    void because(Grounds.Rule rule) {
        because(rule, present.observed());
    }

    void emit(ServiceEvent event) {
        ServiceState next = Evolution.apply(state, event, now);
        TransitionTable.check(state, event, next);
        state = next;
        events.add(event);
        grounds.add(present);
    }

    /** Emits the intent to share the traffic so, unless that is what is intended already. */
    void intend(long release, Map<EnvironmentId, Weight> weights) {
        Map<EnvironmentId, Weight> wanted = Traffic.withoutZeros(weights);
        Traffic traffic = state.traffic();
        if (!traffic.intended().equals(wanted) || traffic.drift() != null) {
            emit(new ServiceEvent.TrafficIntended(release, traffic.shift() + 1, wanted));
        }
    }

    /** Emits the intent to bring back what the router has lost of what is intended already. */
    void restoreTraffic() {
        Traffic traffic = state.traffic();
        emit(new ServiceEvent.TrafficIntended(traffic.shiftRelease(), traffic.shift() + 1, traffic.intended()));
    }

    ServiceState state() {
        return state;
    }

    /**
     * The rollout in flight.
     *
     * @throws IllegalStateException if there is none
     */
    Rollout rollout() {
        Rollout rollout = state.rollout();
        if (rollout == null) {
            throw new IllegalStateException("no rollout in flight in " + state.name());
        }
        return rollout;
    }

    Instant now() {
        return now;
    }

    List<ServiceEvent> events() {
        return events;
    }

    /** What each event rests on. */
    List<Grounds> grounds() {
        return grounds;
    }
}
