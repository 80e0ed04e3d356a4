package dev.nightshift.app.cli.leads;

import dev.nightshift.app.cli.Session;
import dev.nightshift.app.terminal.Counted;
import dev.nightshift.app.terminal.Json;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.files.PrivateFiles;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.operation.DocumentStream;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/** {@code leads export}. */
@Command(
        name = "export",
        description = {
            "Writes a company's leads as CSV or JSON lines.",
            "A CSV export imports again without changing a lead."
        })
public final class LeadsExportCommand implements Callable<Integer> {
    private static final int BATCH = 1_000;

    enum Format {
        CSV,
        JSONL
    }

    @Mixin private LeadFilter filter = new LeadFilter();

    @Option(
            names = "--format",
            paramLabel = "csv|jsonl",
            defaultValue = "csv",
            converter = FormatConverter.class,
            description = "csv by default.")
    private Format format = Format.CSV;

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "Where to; standard output by default. The file appears when complete.")
    private @Nullable Path to;

    private final Session session;

    /** The command in a session. */
    public LeadsExportCommand(Session session) {
        this.session = session;
    }

    /** The result where a file is written; its names are the JSON contract. */
    record Exported(String companyId, String file, String format, long leads) {}

    @Override
    public Integer call() throws IOException {
        TenantCollection leads = filter.leads(session);
        if (to == null) {
            Writer out =
                    new OutputStreamWriter(session.surroundings().out(), StandardCharsets.UTF_8);
            write(leads, out, session.surroundings().outIsTerminal());
            out.flush();
            return 0;
        }
        Path target = to.toAbsolutePath();
        long count = writeFile(leads, target);
        session.printer()
                .result(
                        new Exported(
                                filter.companyId(),
                                target.toString(),
                                format.name().toLowerCase(Locale.ROOT),
                                count),
                        done ->
                                "%s in %s"
                                        .formatted(
                                                Counted.of(done.leads(), "lead", "leads"),
                                                done.file()));
        return 0;
    }

    private long writeFile(TenantCollection leads, Path target) {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            long count;
            try (Writer out =
                    new BufferedWriter(
                            Channels.newWriter(
                                    PrivateFiles.create(part), StandardCharsets.UTF_8))) {
                count = write(leads, out, false);
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            return count;
        } catch (IOException unwritable) {
            throw new NightshiftException(
                    FailureCode.USAGE,
                    "%s cannot be written.".formatted(target),
                    "Check that the folder exists, may be written to and has room.",
                    unwritable);
        }
    }

    private long write(TenantCollection leads, Appendable out, boolean forTerminal)
            throws IOException {
        LeadCsv csv =
                new LeadCsv(format == Format.CSV ? vendorNames(leads) : Set.of(), forTerminal);
        if (format == Format.CSV) {
            csv.header(out);
        }
        long count = 0;
        try (DocumentStream all = stream(leads, new Document())) {
            while (all.hasNext()) {
                Map<String, Object> lead = LeadView.of(all.next());
                switch (format) {
                    case CSV -> csv.row(out, lead);
                    case JSONL -> out.append(Json.line(lead)).append('\n');
                }
                count++;
            }
        }
        return count;
    }

    private DocumentStream stream(TenantCollection leads, Document projection) {
        return leads.stream(filter.asDocument(), projection, new Document("updatedAt", -1), BATCH);
    }

    /** The columns must be known before the first row. */
    private Set<String> vendorNames(TenantCollection leads) {
        Set<String> names = new TreeSet<>();
        try (DocumentStream all = stream(leads, new Document(LeadView.VENDOR_DATA, 1))) {
            while (all.hasNext()) {
                Document vendorData = all.next().get(LeadView.VENDOR_DATA, Document.class);
                if (vendorData != null) {
                    names.addAll(vendorData.keySet());
                }
            }
        }
        return names;
    }

    static final class FormatConverter implements ITypeConverter<Format> {
        @Override
        public Format convert(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "csv" -> Format.CSV;
                case "jsonl" -> Format.JSONL;
                default ->
                        throw new TypeConversionException(
                                "'%s' is neither csv nor jsonl".formatted(value));
            };
        }
    }
}
