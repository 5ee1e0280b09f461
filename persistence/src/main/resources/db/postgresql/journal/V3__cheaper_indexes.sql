-- Every index is paid for with every event. Times only grow, so a summary per range of pages finds them as well as a tree; and
-- nobody looks for what the engine itself did, which is most of the journal.
DROP INDEX event_journal_at;
CREATE INDEX event_journal_at ON event_journal USING brin (at) WITH (pages_per_range = 16, autosummarize = on);
DROP INDEX event_journal_who;
CREATE INDEX event_journal_who ON event_journal (who, event_offset) WHERE who <> 'engine';
