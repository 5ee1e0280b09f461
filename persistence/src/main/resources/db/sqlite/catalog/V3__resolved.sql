-- What the environment of a release was made from, as a JSON object; null where nothing was told.
ALTER TABLE release_summary ADD COLUMN resolved TEXT;
