package dev.nightshift.jobs.csvimport;

import dev.nightshift.jobs.csvimport.batch.BatchReader;
import dev.nightshift.jobs.csvimport.batch.Position;
import dev.nightshift.jobs.csvimport.batch.RowBatch;
import dev.nightshift.jobs.csvimport.normalise.ColumnTarget;
import dev.nightshift.jobs.csvimport.normalise.LeadNormaliser;
import dev.nightshift.jobs.csvimport.order.ImportOptions;
import dev.nightshift.jobs.csvimport.order.MaxRejects;
import dev.nightshift.jobs.runs.job.JobDefinition;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.readers.csv.Inspection;
import dev.nightshift.writers.mongo.merge.ImportStamp;
import dev.nightshift.writers.mongo.merge.MergeOptions;

import org.bson.Document;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.step.Step;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The import of one CSV file into one company's leads, from top to bottom: the file is inspected,
 * its rows are read, parsed and normalised in batches ({@link BatchReader}), each batch is merged
 * and booked ({@link MergeStep}), and with the end of the file the accounts are settled ({@link
 * Settlement}).
 *
 * <p>Thread-safe. A run that died goes on behind the last committed batch, by byte offset.
 */
public final class CsvImportJob implements JobDefinition {
    /** Name of the job. */
    public static final String NAME = "csv-import";

    static final String FILE = "file";
    static final String SHA256 = "sha256";
    static final String REGION = "region";

    private final Inspections inspections;
    private final ImportLedger ledger;
    private final ImportTargets targets;
    private final InstantSource clock;

    public CsvImportJob(
            Inspections inspections,
            ImportLedger ledger,
            ImportTargets targets,
            InstantSource clock) {
        this.inspections = inspections;
        this.ledger = ledger;
        this.targets = targets;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** A dry run tells whoever asked for it, and nobody else. */
    @Override
    public Optional<String> heldBack(PlatformContext context, RunRow run) {
        String company = run.companyId();
        Path file = Path.of(run.parameters().getOrDefault(FILE, ""));
        if (ImportOptions.fromParameters(run.parameters()).dryRun()) {
            return Optional.of("it was a dry run, whose report is for those who asked for it");
        }
        if (!Files.isReadable(file)) {
            return Optional.of("its file %s cannot be read here".formatted(file));
        }
        if (company == null) {
            return Optional.empty();
        }
        TenantContext tenant = context.in(new CompanyId(company));
        Optional<ImportLedger.Entry> entry = ledger.of(tenant, ImportMark.of(run));
        if (entry.filter(ImportLedger.Entry::isUndone).isPresent()) {
            return Optional.of("what it had imported was taken back");
        }
        // A run that has rejected rows goes on behind them, in the file that has them.
        return run.counts().getOrDefault("rejected", 0L) == 0
                ? Optional.empty()
                : entry.flatMap(
                                known ->
                                        targets.missingRejects(
                                                tenant,
                                                known,
                                                ImportOptions.fromParameters(run.parameters())))
                        .map("the rows that it has rejected so far are not in %s here"::formatted);
    }

    @Override
    public Job job(RunHandle run) {
        Map<String, String> parameters = run.parameters();
        ImportOptions options = ImportOptions.fromParameters(parameters);
        Inspection file = inspected(Path.of(parameters.get(FILE)), parameters, options);
        ImportLedger.Entry entry = entry(run, file, options);

        var reader =
                new BatchReader(
                        file::recordsAt, normaliser(file, parameters, entry), position(file));
        var merge =
                options.dryRun()
                        ? targets.overlay(run.tenant(), mergeOptions(entry, file, options))
                        : targets.leads(
                                run.tenant(), mergeOptions(entry, file, options), run.attempt());
        MaxRejects maxRejects = entry.maxRejects(options.maxRejects());
        var settlement =
                new Settlement(run, options, maxRejects, entry, file, ledger, targets, clock);
        var writer =
                new MergeStep(
                        run,
                        merge,
                        targets.rejects(run.tenant(), entry, file, options),
                        maxRejects,
                        settlement,
                        file.decompressedSize());

        Step step =
                run.<RowBatch, RowBatch>chunkStep("import", 1)
                        .reader(reader)
                        .writer(writer)
                        .listener(settlement)
                        .build();
        return run.job(step);
    }

    /** The file as it was when the run was started first. */
    private Inspection inspected(Path path, Map<String, String> parameters, ImportOptions options) {
        Inspection file = inspections.inspect(path, options);
        if (file.problem() != null) {
            throw file.problem();
        }
        if (!file.sha256().equals(parameters.get(SHA256))) {
            throw new NightshiftException(
                    FailureCode.FILE_CHANGED,
                    "%s is not the file that this run began with.".formatted(path),
                    "Put that file back, or import this one as a new file.");
        }
        return file;
    }

    private ImportLedger.Entry entry(RunHandle run, Inspection file, ImportOptions options) {
        Instant now = clock.instant();
        Document about =
                new Document("file", file.file().path().getFileName().toString())
                        .append(SHA256, file.sha256())
                        .append("size", file.file().size())
                        .append("vendor", file.vendor())
                        .append("charset", file.dialect().charset().name())
                        .append("delimiter", String.valueOf(file.dialect().delimiter()))
                        .append("force", options.force());
        TenantContext context = run.tenant();
        return options.dryRun()
                ? ImportLedger.Entry.unwritten(about, now)
                : ledger.open(context, ImportMark.of(run), run.attempt(), about, now);
    }

    private static LeadNormaliser normaliser(
            Inspection file, Map<String, String> parameters, ImportLedger.Entry entry) {
        List<ColumnTarget> columns =
                file.mapping().stream()
                        .map(
                                column ->
                                        new ColumnTarget(
                                                column.index(),
                                                column.field(),
                                                column.vendorDataName(),
                                                column.ignored()))
                        .toList();
        return new LeadNormaliser(
                columns,
                parameters.getOrDefault(REGION, "US"),
                file.source(),
                entry.startedAt().atOffset(ZoneOffset.UTC).toLocalDate());
    }

    private static Position position(Inspection file) {
        return new Position(0, file.dataOffset(), file.dataLine(), 0);
    }

    private static MergeOptions mergeOptions(
            ImportLedger.Entry entry, Inspection file, ImportOptions options) {
        return new MergeOptions(
                entry.importId(),
                new ImportStamp(entry.startedAt()),
                file.source(),
                options.clearOnBlank());
    }
}
