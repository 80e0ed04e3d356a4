package dev.nightshift.jobs.csvimport.inbox;

import dev.nightshift.jobs.csvimport.ImportReport;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Imports what lies in the inbox: {@code <inbox>/<companyId>/*.csv[.gz|.zip]}, one run per file, in
 * the order of company and file name. Afterwards a file is in {@code done/} or {@code failed/} of
 * its company with its report beside it; a file whose import can go on later (stopped, a server
 * away, still being written) stays. A link is no file: a company puts its files there itself, and
 * what it links to may be another's. What fails for one file or company stops no other. Two inbox
 * runs at once are safe: a file that another run has is left to it.
 */
public final class Inbox {
    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    /** Imports one file of the inbox. */
    public interface Importer {
        ImportReport run(CompanyId company, Path file);
    }

    /**
     * One file, and what became of it.
     *
     * @param movedTo where it is now; null when it stayed
     * @param code of the failure; null when it was imported
     */
    public record Item(
            String companyId,
            String file,
            String outcome,
            @Nullable String movedTo,
            @Nullable String code,
            @Nullable String message,
            @Nullable ImportReport report) {}

    private final Path folder;
    private final Importer importer;
    private final Function<Object, String> json;

    /**
     * @param folder with one folder per company
     * @param json writes a report
     */
    public Inbox(Path folder, Importer importer, Function<Object, String> json) {
        this.folder = folder;
        this.importer = importer;
        this.json = json;
    }

    /**
     * Imports every file that is there now.
     *
     * @throws NightshiftException NOT_FOUND when there is no inbox
     */
    public List<Item> run(PlatformContext context) {
        if (!Files.isDirectory(folder)) {
            throw new NightshiftException(
                    FailureCode.NOT_FOUND,
                    "There is no inbox at %s.".formatted(folder),
                    "Create it with one folder per company, or set NIGHTSHIFT_INBOX_DIR.");
        }
        List<Item> items = new ArrayList<>();
        for (Path company : entries(folder, Files::isDirectory)) {
            items.addAll(run(context, company));
        }
        return items;
    }

    /**
     * The same for the folder of one company; nothing when it has none.
     *
     * @throws NightshiftException NOT_FOUND when the folder cannot be read
     */
    public List<Item> run(PlatformContext context, CompanyId company) {
        Path own = folder.resolve(company.value());
        return Files.isDirectory(own) ? run(context, own) : List.of();
    }

    private List<Item> run(PlatformContext context, Path company) {
        List<Item> items = new ArrayList<>();
        for (Path file : entries(company, Inbox::isImportable)) {
            Item item = take(company.getFileName().toString(), file);
            log.atInfo()
                    .addKeyValue("companyId", item.companyId())
                    .addKeyValue("requestId", context.requestId())
                    .addKeyValue("feature", context.feature())
                    .addKeyValue("module", "inbox")
                    .addKeyValue("event", "inbox_file")
                    .addKeyValue("status", item.outcome())
                    .log("inbox file handled");
            items.add(item);
        }
        return items;
    }

    private Item take(String companyId, Path file) {
        if (Files.isSymbolicLink(file)) {
            return refused(
                    companyId,
                    file,
                    FailureCode.NOT_A_FILE,
                    "It is a link; no link is followed in the inbox. Put the file itself there.",
                    null);
        }
        try {
            ImportReport report = importer.run(new CompanyId(companyId), file);
            return switch (report.outcome()) {
                case COMPLETED, ALREADY_IMPORTED -> settled(companyId, file, "done", report);
                case FAILED -> settled(companyId, file, "failed", report);
                case STOPPED -> item(companyId, file, "STOPPED", null, null, null, report);
            };
        } catch (NightshiftException refusal) {
            return refused(companyId, file, refusal.code(), refusal.message(), refusal);
        } catch (RuntimeException failure) {
            return refused(
                    companyId,
                    file,
                    FailureCode.INTERNAL,
                    "The import failed; the log has the details.",
                    failure);
        }
    }

    private Item refused(
            String companyId,
            Path file,
            FailureCode code,
            String message,
            @Nullable Exception cause) {
        log.atWarn()
                .addKeyValue("companyId", companyId)
                .addKeyValue("module", "inbox")
                .addKeyValue("event", "inbox_file_refused")
                .addKeyValue("status", code)
                .setCause(cause)
                .log("inbox file refused");
        Item item = item(companyId, file, "FAILED", null, code.name(), message, null);
        if (mayGoOnLater(code)) {
            return item;
        }
        return moved(item, file, "failed");
    }

    /** Failures that say nothing about the file: it is taken up by the next inbox run. */
    private static boolean mayGoOnLater(FailureCode code) {
        return switch (code) {
            case ALREADY_RUNNING,
                    FILE_CHANGED,
                    FILE_NOT_FOUND,
                    COMPANY_SUSPENDED,
                    COMPANY_NOT_FOUND,
                    MONGODB_UNAVAILABLE,
                    REDIS_UNAVAILABLE,
                    JDBC_UNAVAILABLE,
                    STACK_UNAVAILABLE,
                    DISK_FULL ->
                    true;
            default -> false;
        };
    }

    private Item settled(String companyId, Path file, String where, ImportReport report) {
        Item item =
                item(
                        companyId,
                        file,
                        report.outcome().name(),
                        null,
                        report.failureCode(),
                        report.message(),
                        report);
        boolean stays =
                report.failureCode() != null
                        && mayGoOnLater(FailureCode.valueOf(report.failureCode()));
        return stays ? item : moved(item, file, where);
    }

    private Item moved(Item item, Path file, String where) {
        try {
            Path target =
                    HandledFolder.of(file, where)
                            .take(file, json.apply(item) + System.lineSeparator());
            return item(
                    item.companyId(),
                    file,
                    item.outcome(),
                    target.toString(),
                    item.code(),
                    item.message(),
                    item.report());
        } catch (IOException failure) {
            log.atError()
                    .addKeyValue("companyId", item.companyId())
                    .addKeyValue("module", "inbox")
                    .addKeyValue("event", "inbox_file_not_moved")
                    .setCause(failure)
                    .log("inbox file could not be moved");
            return item(
                    item.companyId(),
                    file,
                    "FAILED",
                    null,
                    FailureCode.INTERNAL.name(),
                    "Handled, but it could not be moved to %s/; check that this is a folder, no link, and its permissions."
                            .formatted(where),
                    item.report());
        }
    }

    private static boolean isImportable(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return (Files.isRegularFile(file) || Files.isSymbolicLink(file))
                && !name.startsWith(".")
                && (name.endsWith(".csv") || name.endsWith(".csv.gz") || name.endsWith(".csv.zip"));
    }

    private static List<Path> entries(Path folder, DirectoryStream.Filter<Path> filter) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, filter)) {
            List<Path> sorted = new ArrayList<>();
            entries.forEach(sorted::add);
            sorted.sort(Comparator.comparing(Path::getFileName));
            return sorted;
        } catch (IOException failure) {
            throw new NightshiftException(
                    FailureCode.NOT_FOUND,
                    "The folder %s cannot be read.".formatted(folder),
                    "Check its permissions.",
                    failure);
        }
    }

    private static Item item(
            String companyId,
            Path file,
            String outcome,
            @Nullable String movedTo,
            @Nullable String code,
            @Nullable String message,
            @Nullable ImportReport report) {
        return new Item(companyId, file.toString(), outcome, movedTo, code, message, report);
    }
}
