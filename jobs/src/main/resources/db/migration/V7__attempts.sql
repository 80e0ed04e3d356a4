-- When a run was first asked for, and when its newest attempt began to work, also when that is over:
-- queued_at is of the newest attempt, started_at of the first.
ALTER TABLE ns_run ADD COLUMN launched_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL;
ALTER TABLE ns_run ADD COLUMN attempt_began_at TIMESTAMP WITH TIME ZONE;
UPDATE ns_run SET launched_at = LEAST(queued_at, COALESCE(started_at, queued_at)),
    attempt_began_at = COALESCE(attempt_started_at, CASE WHEN attempt = 1 THEN started_at END);
