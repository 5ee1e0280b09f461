-- Who may decide for the whole cluster, and until when by the clock of this database (PostgresLease).
CREATE TABLE cluster_lease (
  name  text        PRIMARY KEY,
  owner text        NOT NULL,
  until timestamptz NOT NULL
);

-- Copies of an embedded journal into this one (JournalCopy); while one is unfinished no engine may start.
CREATE TABLE journal_copy (
  source      text        PRIMARY KEY,
  finished_at timestamptz
);
