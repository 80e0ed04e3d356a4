-- Asked every two seconds by each process that serves: what is left or paused, what is due next.
CREATE INDEX ns_run_state ON ns_run (state);
CREATE INDEX ns_schedule_history_due ON ns_schedule_history (schedule, due);
-- A run's rows are found by this key alone when its process died.
CREATE INDEX BATCH_JOB_INSTANCE_BY_KEY ON BATCH_JOB_INSTANCE (JOB_KEY);
