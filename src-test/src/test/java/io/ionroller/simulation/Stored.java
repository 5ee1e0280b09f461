package io.ionroller.simulation;

import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.ServiceEvent;
import io.ionroller.engine.rollout.ServiceState;
import java.util.List;

/**
 * One event at the moment at which the journal took it, with the states before and after it by the text of the journal.
 *
 * @param together all events of its decision
 * @param by who wrote it
 */
record Stored(
        ServiceState before,
        RecordedEvent recorded,
        ServiceState after,
        List<RecordedEvent> together,
        SimulatedOwner by) {

    ServiceEvent event() {
        return recorded.event();
    }

    boolean togetherWith(Class<? extends ServiceEvent> type) {
        return together.stream().anyMatch(other -> type.isInstance(other.event()));
    }
}
