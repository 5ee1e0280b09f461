-- SHA-256 of the event and of the hash before it in the chain of its service (ADR 0019). Absent in what was stored before, or is
-- stored by an older node during an upgrade, until a start of this version chains it; the index holds such rows only.
ALTER TABLE event_journal ADD COLUMN hash text;
CREATE INDEX event_journal_unchained ON event_journal (persistence_id, sequence_nr) WHERE hash IS NULL;

-- Of every 1,000 events the earliest and the latest time (EventTimes), by which a search by time knows where to look. What is stored
-- already is taken down at the first start. It costs a row per 1,000 events; the index that it replaces cost an entry per event.
CREATE TABLE event_times (
  thousand bigint PRIMARY KEY,
  earliest bigint NOT NULL,
  latest   bigint NOT NULL
);
DROP INDEX event_journal_at;
