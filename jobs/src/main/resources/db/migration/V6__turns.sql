-- Who works on a row: it rises with each process that takes the row up, and what an earlier one
-- writes afterwards is refused.
ALTER TABLE ns_schedule_history ADD COLUMN turn INT DEFAULT 1 NOT NULL;

-- Each process that serves looks every two seconds for what is at work, and for what was left.
CREATE INDEX ns_schedule_history_event ON ns_schedule_history (event);
