package io.ionroller.persistence;

import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.AccessJournal;
import io.ionroller.engine.rollout.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Events about access in the journal's table; of two that store the same sequence its unique key lets one through. */
final class JdbcAccessJournal implements AccessJournal {

    /** Beside those of owners, {@code service|NAME}. */
    static final String PERSISTENCE_ID = "access|" + ServiceName.ACCESS;

    private final JournalStore journal;

    JdbcAccessJournal(JournalStore journal) {
        this.journal = journal;
    }

    @Override
    public CompletionStage<?> append(long after, List<RecordedEvent> events) {
        List<JournalRow> rows = new ArrayList<>(events.size());
        for (RecordedEvent event : events) {
            rows.add(JournalRow.of(PERSISTENCE_ID, after + 1 + rows.size(), event));
        }
        return journal.append(rows);
    }
}
