-- Every index is paid for with every event, and nobody looks for what the engine itself did, which is most of the journal.
DROP INDEX event_journal_who;
CREATE INDEX event_journal_who ON event_journal (who, event_offset) WHERE who <> 'engine';
