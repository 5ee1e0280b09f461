CREATE TABLE projection_offset (
  name         TEXT PRIMARY KEY,
  event_offset INTEGER NOT NULL
) STRICT;

INSERT INTO projection_offset (name, event_offset) VALUES ('catalog', 0);

CREATE TABLE service_summary (
  service            TEXT PRIMARY KEY,
  revision           INTEGER,
  stable_environment TEXT,
  stable_version     TEXT,
  stable_release     INTEGER,
  active_release     INTEGER,
  active_version     TEXT,
  active_phase       TEXT,
  environments       TEXT NOT NULL,
  traffic            TEXT NOT NULL,
  changed_at         INTEGER NOT NULL
) STRICT;

CREATE TABLE release_summary (
  service      TEXT NOT NULL,
  release      INTEGER NOT NULL,
  version      TEXT NOT NULL,
  revision     INTEGER NOT NULL,
  kind         TEXT NOT NULL,
  environment  TEXT NOT NULL,
  origin       INTEGER NOT NULL,
  phase        TEXT NOT NULL,
  phase_since  INTEGER NOT NULL,
  phase_before TEXT NOT NULL,
  reason       TEXT NOT NULL,
  requested_by TEXT NOT NULL,
  requested_at INTEGER NOT NULL,
  ended_at     INTEGER,
  phases       TEXT NOT NULL,
  PRIMARY KEY (service, release)
) STRICT;
