package dev.nightshift.app.cli.imports;

import dev.nightshift.app.cli.Session;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.readers.csv.CsvInspector;
import dev.nightshift.readers.csv.CsvLimits;
import dev.nightshift.readers.csv.CsvRecord;
import dev.nightshift.readers.csv.CsvRecords;
import dev.nightshift.readers.csv.Inspection;
import dev.nightshift.readers.csv.source.StandardInput;
import dev.nightshift.readers.csv.vendor.MappingResolver;
import dev.nightshift.readers.csv.vendor.VendorFiles;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code import inspect}: the preview before an import. */
@Command(
        name = "inspect",
        description = {
            "Shows what the importer sees in a file: how it is read, what each column is for, rows",
            "and problems. Works on any CSV, needs no company and no store, and changes nothing."
        })
public final class InspectCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            description = "A CSV file, plain, gz or zip; - for standard input.")
    private String file = "";

    @Mixin private FileOptions options = new FileOptions();

    @Option(
            names = "--rows",
            paramLabel = "N|all",
            defaultValue = "10",
            converter = RowsConverter.class,
            description = "How many rows are looked at and shown; 10 by default.")
    private long rows = 10;

    private final Session session;

    /** The command in a session. */
    public InspectCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        if (!file.equals("-")) {
            inspect(Path.of(file));
            return 0;
        }
        Path folder = Files.createTempDirectory("nightshift-stdin-");
        try {
            inspectStandardInput(folder);
        } finally {
            Files.delete(folder);
        }
        return 0;
    }

    private void inspectStandardInput(Path folder) throws IOException {
        Path kept =
                StandardInput.spool(
                        session.surroundings().in(), folder, CsvLimits.defaults().unpack().bytes());
        try {
            inspect(kept);
        } catch (NightshiftException refusal) {
            throw StandardInput.told(refusal, kept);
        } finally {
            Files.delete(kept);
        }
    }

    private void inspect(Path path) throws IOException {
        MappingResolver vendors =
                new MappingResolver(VendorFiles.load(session.settings().vendorsDir()));
        Inspection inspection =
                new CsvInspector(vendors, CsvLimits.defaults())
                        .inspect(path, options.vendor(), options.map());
        try (InspectionPrinter printer =
                InspectionPrinter.to(session.surroundings(), session.printer(), file)) {
            printer.decisions(inspection, problem(inspection));
            try (CsvRecords records = inspection.records()) {
                long looked = 0;
                while (looked < rows) {
                    CsvRecord row = records.next();
                    if (row == null) {
                        break;
                    }
                    printer.row(row);
                    looked++;
                }
            }
        } catch (IOException unreadable) {
            throw new NightshiftException(
                    FailureCode.FILE_UNREADABLE,
                    "%s cannot be read to its end.".formatted(path),
                    "Check the disk, or ask its sender for it again.",
                    unreadable);
        }
    }

    private @Nullable NightshiftException problem(Inspection inspection) {
        NightshiftException problem = inspection.problem();
        return problem != null && file.equals("-")
                ? StandardInput.told(problem, inspection.file().path())
                : problem;
    }

    static final class RowsConverter implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            if (value.equalsIgnoreCase("all")) {
                return Long.MAX_VALUE;
            }
            if (value.matches("\\d{1,18}")) {
                return Long.valueOf(value);
            }
            throw new TypeConversionException("'%s' is neither a number nor all".formatted(value));
        }
    }
}
