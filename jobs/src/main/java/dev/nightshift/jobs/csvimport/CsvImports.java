package dev.nightshift.jobs.csvimport;

import dev.nightshift.jobs.csvimport.order.ImportOptions;
import dev.nightshift.jobs.csvimport.order.ImportRequest;
import dev.nightshift.jobs.runs.JobStarter;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.RunRequest;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.readers.csv.Inspection;
import dev.nightshift.readers.csv.source.StandardInput;
import dev.nightshift.writers.csv.RejectsWriter;

import org.bson.Document;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Imports files: the one entry point for the command line, the inbox, schedules and tests.
 * Thread-safe.
 */
public final class CsvImports {
    private static final String STANDARD_INPUT = "-";

    private final Companies companies;
    private final Inspections inspections;
    private final ImportLedger ledger;
    private final JobStarter starter;
    private final Spool spool;

    public CsvImports(
            Companies companies,
            Inspections inspections,
            ImportLedger ledger,
            JobStarter starter,
            Spool spool) {
        this.companies = companies;
        this.inspections = inspections;
        this.ledger = ledger;
        this.starter = starter;
        this.spool = spool;
    }

    /**
     * Imports a file, in this thread, until the run rests. A file that was imported before is
     * recognised and left alone unless forced; one whose import ended early goes on where it stood.
     *
     * @throws NightshiftException when it is refused: nothing was written
     */
    public ImportReport run(ImportRequest request, RunListener listener) {
        TenantContext context = request.context();
        ImportOptions options = request.options();
        Company company = companies.requireActive(context);
        String rejects = options.rejects();
        if (rejects != null) {
            // A run keeps the file that it began with: a mistyped one must not begin.
            RejectsWriter.requireFolderOf(Path.of(rejects));
        }
        Path file = file(request.file());
        Inspection inspection = inspected(request, file);
        Optional<Document> before =
                options.force() || options.dryRun()
                        ? Optional.empty()
                        : ledger.completed(context, inspection.sha256());
        if (before.isPresent()) {
            spool.release(file);
            return ImportReports.alreadyImported(request, inspection, before.get());
        }
        RunReport run = start(request, company, file, inspection, listener);
        if (ImportReports.isOver(run)) {
            spool.release(file);
        }
        return ImportReports.of(request, inspection.sha256(), run);
    }

    private Path file(String name) {
        return name.equals(STANDARD_INPUT) ? spool.take() : Path.of(name).toAbsolutePath();
    }

    /** What cannot be imported is not kept. */
    private Inspection inspected(ImportRequest request, Path file) {
        try {
            Inspection inspection = inspections.inspect(file, request.options());
            if (inspection.problem() != null) {
                throw inspection.problem();
            }
            return inspection;
        } catch (NightshiftException refusal) {
            spool.release(file);
            throw request.file().equals(STANDARD_INPUT)
                    ? StandardInput.told(refusal, file)
                    : refusal;
        }
    }

    private RunReport start(
            ImportRequest request,
            Company company,
            Path file,
            Inspection inspection,
            RunListener listener) {
        TenantContext context = request.context();
        ImportOptions options = request.options();
        String instance = instanceKey(request, inspection);
        Optional<ImportMark> earlier =
                options.dryRun()
                        ? Optional.empty()
                        : starter.resumable(CsvImportJob.NAME, instance)
                                .map(ImportMark::of)
                                .filter(mark -> !ledger.isUndone(context, mark));
        if (earlier.isPresent()) {
            ledger.setMaxRejects(context, earlier.get(), options.maxRejects());
            return starter.restart(
                    earlier.get().runId(), context.actor(), context.requestId(), listener);
        }
        RunRequest run =
                RunRequest.forCompany(CsvImportJob.NAME, context, instance)
                        .with(options.asParameters())
                        .with(CsvImportJob.SHA256, inspection.sha256())
                        .with(CsvImportJob.FILE, file.toString())
                        .with(CsvImportJob.REGION, company.region().code());
        return starter.start(
                options.dryRun()
                        ? run
                        : run.with(ImportMark.fresh()).exclusive(exclusiveKey(context)),
                listener);
    }

    /** What one import of a company excludes: every other one, and undoing one. */
    static String exclusiveKey(TenantContext context) {
        return CsvImportJob.NAME + "/" + context.companyId();
    }

    /** The same file, read and merged the same way, is the same import; a dry run is none. */
    private static String instanceKey(ImportRequest request, Inspection inspection) {
        String same =
                request.context().companyId()
                        + "/"
                        + inspection.sha256()
                        + "/"
                        + Integer.toHexString(request.options().fingerprint().hashCode());
        return request.options().dryRun() ? same + "/" + request.context().requestId() : same;
    }
}
