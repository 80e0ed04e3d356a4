package dev.nightshift.jobs.runs.store;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;

/** Spring Batch's own rows of runs. One run is one job instance, known by its key. Thread-safe. */
public final class BatchMetadata {
    private static final String EXECUTIONS =
            "(SELECT JOB_EXECUTION_ID FROM BATCH_JOB_EXECUTION WHERE JOB_INSTANCE_ID IN"
                    + " (SELECT JOB_INSTANCE_ID FROM BATCH_JOB_INSTANCE WHERE JOB_KEY IN (:keys)))";
    private static final String STEPS =
            "(SELECT STEP_EXECUTION_ID FROM BATCH_STEP_EXECUTION WHERE JOB_EXECUTION_ID IN "
                    + EXECUTIONS
                    + ")";

    private final JdbcClient jdbc;

    /** The rows in a store. */
    public BatchMetadata(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The key of a run's job instance. */
    public static String key(long runId) {
        return "run-" + runId;
    }

    /**
     * Ends what a dead process left open, so that the run can go on: an execution or step that is
     * STARTED, or UNKNOWN because its end could not be written, blocks a restart; so does an
     * instance without an execution. Call it only while nothing works on the run. A new version
     * makes the old process, should it wake, fail on its next write.
     */
    public void repair(long runId) {
        List<String> keys = List.of(key(runId));
        String open =
                "STATUS = 'FAILED', EXIT_CODE = 'FAILED', END_TIME = LOCALTIMESTAMP, LAST_UPDATED"
                        + " = LOCALTIMESTAMP, VERSION = VERSION + 1 WHERE STATUS IN ('STARTING',"
                        + " 'STARTED', 'STOPPING', 'UNKNOWN') AND JOB_EXECUTION_ID IN "
                        + EXECUTIONS;
        jdbc.sql("UPDATE BATCH_STEP_EXECUTION SET " + open).param("keys", keys).update();
        jdbc.sql("UPDATE BATCH_JOB_EXECUTION SET " + open).param("keys", keys).update();
        jdbc.sql(
                        "DELETE FROM BATCH_JOB_INSTANCE WHERE JOB_KEY IN (:keys) AND NOT EXISTS"
                                + " (SELECT 1 FROM BATCH_JOB_EXECUTION e WHERE e.JOB_INSTANCE_ID"
                                + " = BATCH_JOB_INSTANCE.JOB_INSTANCE_ID)")
                .param("keys", keys)
                .update();
    }

    /** Removes all rows of some runs, children first; for use inside a transaction. */
    public void delete(List<Long> runIds) {
        if (runIds.isEmpty()) {
            return;
        }
        List<String> keys = runIds.stream().map(BatchMetadata::key).toList();
        for (String sql :
                List.of(
                        "DELETE FROM BATCH_STEP_EXECUTION_CONTEXT WHERE STEP_EXECUTION_ID IN "
                                + STEPS,
                        "DELETE FROM BATCH_STEP_EXECUTION WHERE JOB_EXECUTION_ID IN " + EXECUTIONS,
                        "DELETE FROM BATCH_JOB_EXECUTION_CONTEXT WHERE JOB_EXECUTION_ID IN "
                                + EXECUTIONS,
                        "DELETE FROM BATCH_JOB_EXECUTION_PARAMS WHERE JOB_EXECUTION_ID IN "
                                + EXECUTIONS,
                        "DELETE FROM BATCH_JOB_EXECUTION WHERE JOB_INSTANCE_ID IN (SELECT"
                                + " JOB_INSTANCE_ID FROM BATCH_JOB_INSTANCE WHERE JOB_KEY IN"
                                + " (:keys))",
                        "DELETE FROM BATCH_JOB_INSTANCE WHERE JOB_KEY IN (:keys)")) {
            jdbc.sql(sql).param("keys", keys).update();
        }
    }
}
