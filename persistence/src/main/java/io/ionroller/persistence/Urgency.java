package io.ionroller.persistence;

import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.ReleaseKind;
import io.ionroller.engine.rollout.ServiceEvent;
import java.util.List;

/** Which writes go before all others: those that begin to take traffic off a bad release. */
enum Urgency {
    URGENT,
    NORMAL;

    /**
     * A write holds all events of one decision, so the traffic change that a rollback decides comes with the event that names it:
     * nothing else needs to be looked for.
     */
    static Urgency of(List<RecordedEvent> decided) {
        return decided.stream().anyMatch(recorded -> beginsRollback(recorded.event())) ? URGENT : NORMAL;
    }

    private static boolean beginsRollback(ServiceEvent event) {
        return event instanceof ServiceEvent.RollbackStarted
                || event instanceof ServiceEvent.ReleaseAccepted accepted && accepted.kind() != ReleaseKind.RELEASE;
    }
}
