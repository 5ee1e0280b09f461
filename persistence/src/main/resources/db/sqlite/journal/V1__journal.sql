CREATE TABLE event_journal (
  event_offset   INTEGER PRIMARY KEY,
  persistence_id TEXT    NOT NULL,
  sequence_nr    INTEGER NOT NULL,
  service        TEXT    NOT NULL,
  type           TEXT    NOT NULL,
  at             INTEGER NOT NULL,
  who            TEXT    NOT NULL,
  cause          TEXT    NOT NULL,
  command_id     TEXT    NOT NULL,
  release        INTEGER,
  environment    TEXT,
  version        TEXT,
  payload        TEXT    NOT NULL,
  UNIQUE (persistence_id, sequence_nr)
) STRICT;

CREATE INDEX event_journal_service ON event_journal (service, event_offset);
CREATE INDEX event_journal_type ON event_journal (type, event_offset);
CREATE INDEX event_journal_version ON event_journal (version, event_offset) WHERE version IS NOT NULL;
CREATE INDEX event_journal_who ON event_journal (who, event_offset);
CREATE INDEX event_journal_at ON event_journal (at);
CREATE INDEX event_journal_accepted ON event_journal (service, release) WHERE type = 'release-accepted';
