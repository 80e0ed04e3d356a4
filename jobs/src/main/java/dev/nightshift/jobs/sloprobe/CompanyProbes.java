package dev.nightshift.jobs.sloprobe;

import dev.nightshift.alerts.AlertService;
import dev.nightshift.jobs.runs.RunAlerts;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.jobs.sloprobe.measure.Judgement;
import dev.nightshift.jobs.sloprobe.measure.Measurement;
import dev.nightshift.jobs.sloprobe.measure.OpenLoop;
import dev.nightshift.jobs.sloprobe.measure.OpenProbe;
import dev.nightshift.jobs.sloprobe.measure.Verdict;
import dev.nightshift.jobs.sloprobe.operations.Operations;
import dev.nightshift.jobs.sloprobe.plan.Probing;
import dev.nightshift.jobs.sloprobe.plan.Slo;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

import java.util.List;

/**
 * Probes one company: each operation in turn, until the verdicts are clear or the limit is reached.
 * An operation that cannot be probed fails the company; its other operations are probed still. Used
 * by one thread.
 */
final class CompanyProbes implements ItemWriter<CompanyId> {
    private static final Logger log = LoggerFactory.getLogger(CompanyProbes.class);

    private final RunHandle run;
    private final List<Measuring> plan;
    private final Operations operations;
    private final OpenLoop loop;
    private final SloBook book;
    private final RunAlerts alerts;
    private final ProbeCounts counts;
    private final long total;

    CompanyProbes(
            RunHandle run,
            List<Measuring> plan,
            Operations operations,
            OpenLoop loop,
            SloBook book,
            AlertService alerts,
            ProbeCounts counts,
            long total) {
        this.run = run;
        this.plan = plan;
        this.operations = operations;
        this.loop = loop;
        this.book = book;
        this.alerts = new RunAlerts(alerts);
        this.counts = counts;
        this.total = total;
    }

    @Override
    public void write(Chunk<? extends CompanyId> companies) throws JobInterruptedException {
        for (CompanyId company : companies) {
            probe(run.platform().in(company));
        }
    }

    private void probe(TenantContext company) throws JobInterruptedException {
        boolean failed = false;
        for (Measuring measuring : plan) {
            run.checkpoint();
            try {
                book.take(company, measuring.slos(), measured(company, measuring), counts);
            } catch (RuntimeException failure) {
                failed = true;
                failed(company, measuring, failure);
            }
            progress();
        }
        counts.company(failed);
        if (!failed) {
            alerts.done(company, SloProbeJob.NAME, run.runId());
        }
        progress();
    }

    private Measurement measured(TenantContext company, Measuring measuring)
            throws JobInterruptedException {
        Probing probing = measuring.probing();
        Measurement measurement = new Measurement();
        try (OpenProbe operation = operations.open(company, probing)) {
            loop.warmUp(operation, probing);
            int next = probing.requests();
            while (next > 0) {
                run.checkpoint();
                loop.run(measurement, operation, next, probing.perSecond(), probing.timeout());
                run.checkpoint();
                counts.requests(next);
                progress();
                next =
                        isOpen(measuring.slos(), measurement)
                                ? Math.min(
                                        probing.requests(),
                                        probing.maxRequests() - measurement.requests())
                                : 0;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new JobInterruptedException("the probe was interrupted");
        }
        return measurement;
    }

    private static boolean isOpen(List<Slo> slos, Measurement measurement) {
        return slos.stream()
                .anyMatch(slo -> Judgement.of(slo, measurement).verdict() == Verdict.INCONCLUSIVE);
    }

    private void failed(TenantContext company, Measuring measuring, RuntimeException failure) {
        FailureCode code =
                failure instanceof NightshiftException known ? known.code() : FailureCode.INTERNAL;
        if (code == FailureCode.LEASE_LOST) {
            throw failure;
        }
        run.artefact(
                "failed/%s/%s".formatted(company.companyId(), measuring.probing().probe().wire()),
                code.name());
        log.atError()
                .addKeyValue("companyId", company.companyId())
                .addKeyValue("module", SloProbeJob.NAME)
                .addKeyValue("event", "company.failed")
                .addKeyValue("status", code)
                .setCause(failure)
                .log("An operation of a company could not be probed.");
        alerts.failed(company, SloProbeJob.NAME, run.runId(), code.name());
    }

    private void progress() {
        run.progress(counts.progress(total));
    }
}
