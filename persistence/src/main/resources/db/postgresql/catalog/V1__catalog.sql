CREATE TABLE projection_offset (
  name         text PRIMARY KEY,
  event_offset bigint NOT NULL
);

INSERT INTO projection_offset (name, event_offset) VALUES ('catalog', 0);

CREATE TABLE service_summary (
  service            text COLLATE "C" PRIMARY KEY,
  revision           bigint,
  stable_environment text,
  stable_version     text,
  stable_release     bigint,
  active_release     bigint,
  active_version     text,
  active_phase       text,
  environments       text NOT NULL,
  traffic            text NOT NULL,
  changed_at         bigint NOT NULL
);

CREATE TABLE release_summary (
  service      text COLLATE "C" NOT NULL,
  release      bigint NOT NULL,
  version      text NOT NULL,
  revision     bigint NOT NULL,
  kind         text NOT NULL,
  environment  text NOT NULL,
  origin       bigint NOT NULL,
  phase        text NOT NULL,
  phase_since  bigint NOT NULL,
  phase_before text NOT NULL,
  reason       text NOT NULL,
  requested_by text NOT NULL,
  requested_at bigint NOT NULL,
  ended_at     bigint,
  phases       text NOT NULL,
  PRIMARY KEY (service, release)
);
