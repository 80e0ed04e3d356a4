-- Since when there is something that could be served.
ALTER TABLE ns_schedule_served
    ADD COLUMN installed_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL;
