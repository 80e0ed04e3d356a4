-- How often the process of a run died since a person started it.
ALTER TABLE ns_run ADD COLUMN deaths INT DEFAULT 0 NOT NULL;
