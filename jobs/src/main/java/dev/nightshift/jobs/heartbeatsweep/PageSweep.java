package dev.nightshift.jobs.heartbeatsweep;

import dev.nightshift.alerts.heartbeats.Heartbeats;
import dev.nightshift.alerts.heartbeats.Heartbeats.Swept;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.jobs.runs.store.RunProgress;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sweeps a page of companies: one read, one write. What is newly red is told before it is stored as
 * told: a sweep that dies between the two tells it again, and the adapter suppresses the
 * repetition. Used by one thread.
 */
final class PageSweep implements ItemStreamWriter<List<Company>>, StepExecutionListener {
    private static final Logger log = LoggerFactory.getLogger(PageSweep.class);
    private static final Document NONE = new Document();

    private final RunHandle run;
    private final Heartbeats heartbeats;
    private final HeartbeatNews news;
    private final SweepCounts counts = new SweepCounts();

    PageSweep(RunHandle run, Heartbeats heartbeats, HeartbeatNews news) {
        this.run = run;
        this.heartbeats = heartbeats;
        this.news = news;
    }

    @Override
    public void beforeStep(StepExecution step) {
        counts.restore(step.getExecutionContext());
    }

    @Override
    public void write(Chunk<? extends List<Company>> pages) {
        pages.forEach(this::sweep);
        run.progress(new RunProgress(counts.byName(), counts.companies(), null));
    }

    @Override
    public void update(ExecutionContext position) {
        counts.store(position);
    }

    private void sweep(List<Company> page) {
        PlatformContext context = run.platform();
        List<CompanyId> ids = page.stream().map(Company::id).toList();
        Map<CompanyId, Document> stored = heartbeats.read(context, ids);
        List<Swept> swept = new ArrayList<>(ids.size());
        for (CompanyId company : ids) {
            counts.add(SweepCounts.COMPANIES, 1);
            try {
                Swept one = heartbeats.sweep(company, stored.getOrDefault(company, NONE));
                one.steps().forEach((entry, step) -> news.tell(context.in(company), entry, step));
                one.steps().values().forEach(counts::add);
                swept.add(one);
            } catch (RuntimeException damaged) {
                failed(context, company, damaged.getClass().getSimpleName());
            }
        }
        Set<CompanyId> refused = heartbeats.write(context, swept);
        refused.forEach(company -> failed(context, company, "its record was not stored"));
    }

    private void failed(PlatformContext context, CompanyId company, String reason) {
        counts.add(SweepCounts.FAILED, 1);
        log.atWarn()
                .addKeyValue("companyId", company.value())
                .addKeyValue("module", "heartbeatsweep")
                .addKeyValue("event", "company.failed")
                .log("The heartbeats of a company were not swept: {}", reason);
        news.failed(context.in(company));
    }
}
