package dev.nightshift.app.review;

import dev.nightshift.jobs.backfill.BackfillDesk;
import dev.nightshift.jobs.backfill.BackfillJob;
import dev.nightshift.jobs.runs.store.RunQueries;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.jobs.runs.store.StoredRun;
import dev.nightshift.migrations.ledger.MigrationRecord;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.PlatformContext;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Where backfills stand that go from one group of companies to the next. */
public final class CanaryLine implements Supplier<ReviewLine> {
    private static final String CHECK = "canary";

    private final BackfillDesk desk;
    private final RunQueries runs;
    private final PlatformContext context;
    private final List<String> bad = new ArrayList<>();
    private final List<String> underWay = new ArrayList<>();

    /** Used once. */
    public CanaryLine(BackfillDesk desk, RunQueries runs, PlatformContext context) {
        this.desk = desk;
        this.runs = runs;
        this.context = context;
    }

    @Override
    public ReviewLine get() {
        desk.list(context).forEach(listed -> look(listed.record()));
        if (!bad.isEmpty()) {
            return ReviewLine.red(CHECK, String.join("; ", bad), "nightshift backfill list");
        }
        return ReviewLine.green(
                CHECK,
                underWay.isEmpty() ? "no backfill is under way" : String.join("; ", underWay));
    }

    private void look(MigrationRecord record) {
        switch (record.state()) {
            case NEW, ROLLED_BACK, FINAL -> {
                // Nothing of it is under way.
            }
            case CANCELLED -> {
                // That its own run failed is why; what it changed may be half taken back.
                if (lastRun(record).filter(BackfillJob::isRollback).isPresent()) {
                    rollback(record, "was cancelled");
                }
            }
            // Whoever looked after it may have begun to roll one company back.
            case COMPLETE -> rollback(record, "is complete");
            case HALTED ->
                    bad.add(
                            "%s halted at stage %d: %s"
                                    .formatted(record.id(), record.stage(), record.reason()));
            case WAITING ->
                    underWay.add(
                            "%s: stage %d is done and waits for an approval"
                                    .formatted(record.id(), record.stage()));
            case STARTED -> running(record, "is at stage %d".formatted(record.stage()));
            case ROLLING_BACK -> running(record, "is being rolled back");
        }
    }

    private void rollback(MigrationRecord record, String what) {
        if (hasFailed(record)) {
            bad.add(
                    "%s %s, and its run %d, a rollback, failed"
                            .formatted(record.id(), what, record.runId()));
        }
    }

    private void running(MigrationRecord record, String where) {
        if (hasFailed(record)) {
            bad.add("%s %s, and its run %d failed".formatted(record.id(), where, record.runId()));
        } else {
            underWay.add("%s %s".formatted(record.id(), where));
        }
    }

    private boolean hasFailed(MigrationRecord record) {
        return lastRun(record).filter(run -> run.state() == RunState.FAILED).isPresent();
    }

    private Optional<RunRow> lastRun(MigrationRecord record) {
        return runs.find(record.runId())
                .map(StoredRun::row)
                .filter(run -> BackfillJob.worksAt(run, record));
    }
}
