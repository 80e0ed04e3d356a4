package dev.nightshift.jobs.csvimport;

import dev.nightshift.jobs.csvimport.order.ImportOptions;
import dev.nightshift.platform.settings.Settings;
import dev.nightshift.readers.csv.CsvInspector;
import dev.nightshift.readers.csv.CsvLimits;
import dev.nightshift.readers.csv.Inspection;
import dev.nightshift.readers.csv.source.CsvFile;
import dev.nightshift.readers.csv.vendor.MappingResolver;
import dev.nightshift.readers.csv.vendor.VendorFiles;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/**
 * Inspects files, the one just inspected not again: the command looks at a file before it starts
 * the run, and the run needs the same. Thread-safe.
 */
public final class Inspections {
    private record Latest(Path path, String options, Inspection inspection) {}

    private final Settings settings;
    private volatile @Nullable Latest latest;

    public Inspections(Settings settings) {
        this.settings = settings;
    }

    /**
     * What the importer sees in a file.
     *
     * @throws dev.nightshift.platform.failure.NightshiftException where it cannot be read at all
     */
    public Inspection inspect(Path path, ImportOptions options) {
        Latest known = latest;
        String asked = options.vendor() + options.map();
        if (known != null
                && known.path().equals(path)
                && known.options().equals(asked)
                && known.inspection().file().equals(file(path))) {
            return known.inspection();
        }
        Inspection inspection =
                new CsvInspector(
                                new MappingResolver(VendorFiles.load(settings.vendorsDir())),
                                CsvLimits.defaults())
                        .inspect(file(path), options.vendor(), options.map());
        latest = new Latest(path, asked, inspection);
        return inspection;
    }

    /** In the inbox a company puts its files itself: what it links to may be another's. */
    private CsvFile file(Path path) {
        Path inbox = settings.inboxDir().toAbsolutePath().normalize();
        return path.toAbsolutePath().normalize().startsWith(inbox)
                ? CsvFile.ofOthers(path)
                : CsvFile.of(path);
    }
}
