package dev.nightshift.alerts.readiness;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.emit.Pipeline;
import dev.nightshift.alerts.store.TrialRecords;
import dev.nightshift.platform.tenant.TenantContext;

import java.time.Duration;
import java.util.UUID;

/**
 * Alerts that are handed over as real ones are, and recorded apart from them: nobody is told, and
 * closing it takes them away. What a killed process left goes with the company's next trial.
 * Thread-safe.
 */
public final class TrialEmits implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Pipeline pipeline;
    private final TrialRecords records;
    private final TenantContext context;
    private final String code;
    private final String trial = "trial-" + UUID.randomUUID();

    /** Over what the caller closes afterwards. */
    public TrialEmits(Pipeline pipeline, TrialRecords records, TenantContext context, String code) {
        this.pipeline = pipeline;
        this.records = records;
        this.context = context;
        this.code = code;
    }

    /** Hands one over; false when it could not be kept. */
    public boolean emit() {
        return pipeline.sendTrial(context, code, Severity.INFO, trial);
    }

    /** Waits until they are recorded, and deletes them. */
    @Override
    public void close() {
        try {
            var _ = pipeline.flush(PATIENCE);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            records.delete(context, trial);
        }
    }
}
