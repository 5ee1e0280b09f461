CREATE TABLE event_journal (
  event_offset   bigint PRIMARY KEY,
  persistence_id text   NOT NULL,
  sequence_nr    bigint NOT NULL,
  service        text   NOT NULL,
  type           text   NOT NULL,
  at             bigint NOT NULL,
  who            text   NOT NULL,
  cause          text   NOT NULL,
  command_id     text   NOT NULL,
  release        bigint,
  environment    text,
  version        text,
  payload        text   NOT NULL,
  UNIQUE (persistence_id, sequence_nr)
);

CREATE INDEX event_journal_service ON event_journal (service, event_offset);
CREATE INDEX event_journal_type ON event_journal (type, event_offset);
CREATE INDEX event_journal_version ON event_journal (version, event_offset) WHERE version IS NOT NULL;
CREATE INDEX event_journal_who ON event_journal (who, event_offset);
CREATE INDEX event_journal_at ON event_journal (at);
CREATE INDEX event_journal_accepted ON event_journal (service, release) WHERE type = 'release-accepted';
