package io.ionroller.engine.service;

import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.Rejection;
import io.ionroller.engine.rollout.ServiceState;
import java.time.Duration;
import java.util.List;

/**
 * Hears what the owners on this node store and refuse, for figures. Called by many owners at the same time; must neither block nor
 * throw. What was stored right before a crash may not be heard.
 */
public interface Transitions {

    /** Hears nothing. */
    Transitions UNHEARD = new Transitions() {
        @Override
        public void stored(ServiceState before, ServiceState after, List<RecordedEvent> events, Duration took) {}

        @Override
        public void refused(Rejection rejection) {}
    };

    /**
     * Events were stored.
     *
     * @param took how long the journal needed, its queue included
     */
    void stored(ServiceState before, ServiceState after, List<RecordedEvent> events, Duration took);

    /** A request was refused. */
    void refused(Rejection rejection);
}
