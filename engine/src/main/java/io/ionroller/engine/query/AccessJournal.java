package io.ionroller.engine.query;

import io.ionroller.engine.rollout.RecordedEvent;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Stores events about access. They have no owner: any node may store the next ones, and of two that do so at once one fails, reads
 * on and decides again. Called from any thread; never blocks.
 */
public interface AccessJournal {

    /**
     * Stores the events together, right after the event with this sequence.
     *
     * @param after sequence of the newest event that the decision rests on; 0 for none
     * @return completed when they are durable; fails when they are not, also because somebody else has stored meanwhile
     */
    CompletionStage<?> append(long after, List<RecordedEvent> events);
}
