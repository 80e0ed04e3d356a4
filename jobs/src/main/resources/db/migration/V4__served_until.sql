-- When a process served last that does no more; one row.
CREATE TABLE ns_schedule_served (
    only_row INT NOT NULL PRIMARY KEY,
    served_until TIMESTAMP WITH TIME ZONE
);

INSERT INTO ns_schedule_served (only_row, served_until) VALUES (1, NULL);
