package io.ionroller.engine.query;

import java.util.concurrent.CompletionStage;

/**
 * The journal as readers see it: every stored event, in one order, nothing left out and nothing changed. Reading never asks
 * an entity and never blocks the caller. A stage fails when the store cannot be read.
 */
public interface EventLog {

    CompletionStage<EventPage> read(EventQuery query);

    /** Offset of the newest stored event; 0 when there is none. */
    CompletionStage<Long> newestOffset();

    /**
     * Calls {@code listener} soon after events were stored by this process; it may be called without need and must not block.
     * A reader that depends on timeliness across processes polls as well.
     *
     * @return closes the subscription
     */
    AutoCloseable onAppend(Runnable listener);
}
