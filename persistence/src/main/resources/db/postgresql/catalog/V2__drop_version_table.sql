-- What kept the version of both parts before Flyway did (ADR 0007). The journal was migrated before this runs.
DROP TABLE IF EXISTS schema_version;
