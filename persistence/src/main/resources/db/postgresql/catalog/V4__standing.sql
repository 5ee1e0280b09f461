-- What a person sees of a service at a glance. It needs events that were taken in before, so the catalogue is made again.
ALTER TABLE service_summary ADD COLUMN standing text;
DELETE FROM service_summary;
DELETE FROM release_summary;
UPDATE projection_offset SET event_offset = 0 WHERE name = 'catalog';
