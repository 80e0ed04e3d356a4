package dev.nightshift.drills.report;

import dev.nightshift.drills.journal.Chain;
import dev.nightshift.drills.journal.ChaosJournal;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.files.PrivateFiles;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the reports of a drill beside each other. Writing them again replaces them. */
public final class Reports {
    static final String TIMELINE = "timeline.svg";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A form of a report. */
    public enum Format {
        /** For a repository or a ticket; its picture is {@code timeline.svg}. */
        MD,
        /** One page with the picture in it. */
        HTML,
        /** For an auditor's folder. */
        PDF,
        /** The journal in the JSON of the Chaos Toolkit, with every line of ours. */
        JSON;

        /** The name of the file. */
        public String file() {
            return this == JSON ? "journal.json" : "report." + name().toLowerCase(Locale.ROOT);
        }
    }

    private Reports() {}

    /**
     * Writes all of them.
     *
     * @param folder where to; made when it is missing
     * @return the files, in the order of the formats
     * @throws NightshiftException DISK_FULL
     */
    public static List<Path> write(Chain chain, Path folder) {
        List<Path> files = new ArrayList<>();
        for (Format format : Format.values()) {
            files.add(write(chain, folder, format));
        }
        return files;
    }

    /** Writes one of them. */
    public static Path write(Chain chain, Path folder, Format format) {
        try {
            PrivateFiles.directory(folder);
            Path file = folder.resolve(format.file());
            switch (format) {
                case MD -> {
                    PrivateFiles.write(folder.resolve(TIMELINE), timeline(chain));
                    PrivateFiles.write(file, text(chain, format));
                }
                case HTML, JSON -> PrivateFiles.write(file, text(chain, format));
                case PDF -> {
                    Path part = folder.resolve(format.file() + ".part");
                    byte[] pdf = PdfReport.of(html(chain));
                    try (OutputStream out = Channels.newOutputStream(PrivateFiles.create(part))) {
                        out.write(pdf);
                    }
                    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return file;
        } catch (IOException unwritable) {
            throw new NightshiftException(
                    FailureCode.DISK_FULL,
                    "The report cannot be written in %s.".formatted(folder),
                    "Make room, or give --to another folder.",
                    unwritable);
        }
    }

    /** A report as text; a PDF is none. */
    public static String text(Chain chain, Format format) {
        return switch (format) {
            case MD -> {
                Evidence evidence = Evidence.of(chain);
                yield MarkdownReport.of(Report.title(evidence), Report.of(evidence));
            }
            case HTML -> html(chain);
            case JSON ->
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsString(ChaosJournal.of(chain))
                            + "\n";
            case PDF -> throw new IllegalArgumentException("a PDF is no text");
        };
    }

    private static String html(Chain chain) {
        Evidence evidence = Evidence.of(chain);
        return HtmlReport.of(Report.title(evidence), Report.of(evidence));
    }

    private static String timeline(Chain chain) {
        return TimelineSvg.of(Evidence.of(chain)) + "\n";
    }
}
