-- SHA-256 of the event and of the hash before it in the chain of its service (ADR 0019). Absent in what was stored before, or is
-- stored by an older node during an upgrade, until a start of this version chains it; the index holds such rows only.
ALTER TABLE event_journal ADD COLUMN hash TEXT;
CREATE INDEX event_journal_unchained ON event_journal (persistence_id, sequence_nr) WHERE hash IS NULL;
