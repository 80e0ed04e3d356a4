package dev.nightshift.jobs.sloprobe.operations;

import dev.nightshift.alerts.readiness.TrialEmits;
import dev.nightshift.jobs.sloprobe.measure.OpenProbe;
import dev.nightshift.platform.tenant.TenantContext;

import java.util.function.BiFunction;

/** Hands over trials of an alert, of which nobody hears. Thread-safe. */
final class AlertEmit implements OpenProbe {
    private static final String CODE = "NIGHTSHIFT_SLO_PROBE_RUN_OK";

    private final TrialEmits emits;

    AlertEmit(BiFunction<TenantContext, String, TrialEmits> emits, TenantContext company) {
        this.emits = emits.apply(company, CODE);
    }

    @Override
    public Answer request(int number) throws Failed {
        if (!emits.emit()) {
            throw new Failed("NOT_KEPT");
        }
        return Answer.DONE;
    }

    @Override
    public void close() {
        emits.close();
    }
}
