-- What kept the version before Flyway did (ADR 0007).
DROP TABLE IF EXISTS schema_version;
