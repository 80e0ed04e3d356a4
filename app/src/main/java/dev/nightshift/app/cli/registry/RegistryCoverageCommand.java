package dev.nightshift.app.cli.registry;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.registry.Registry;
import dev.nightshift.alerts.registry.Tab;
import dev.nightshift.alerts.registry.coverage.Coverage;
import dev.nightshift.alerts.registry.coverage.CoverageReport;
import dev.nightshift.alerts.registry.coverage.Seen;
import dev.nightshift.alerts.registry.coverage.Sightings;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.alerts.registry.files.SitesFile;
import dev.nightshift.alerts.registry.scan.BytecodeScan;
import dev.nightshift.alerts.registry.scan.EmitSite;
import dev.nightshift.alerts.registry.scan.FoundSites;
import dev.nightshift.alerts.registry.scan.UnreadSite;
import dev.nightshift.app.cli.Session;
import dev.nightshift.platform.failure.Exit;
import dev.nightshift.platform.tenant.CompanyId;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;

/** {@code registry coverage}. */
@Command(
        name = "coverage",
        description = {
            "Joins what the code can raise, what the registry says and what companies have seen.",
            "MISSING_IN_CODE is judged for this service, and for the platform's tabs when the",
            "sites of its code are given."
        })
public final class RegistryCoverageCommand implements Callable<Integer> {
    /** The tab of this service's own codes. */
    static final String OWN_TAB = "NIGHTSHIFT";

    private static final String FEATURE = "registry";

    @Mixin private CompaniesOption companies = new CompaniesOption();

    @Option(
            names = "--sites",
            paramLabel = "FILE",
            description =
                    "What 'registry scan --source DIR --output json' printed of the platform's"
                            + " code.")
    private @Nullable Path sites;

    @Option(
            names = "--fail-on",
            paramLabel = "LEVEL",
            converter = LevelConverter.class,
            description =
                    "Exit 1 when something of this level or above was found: info, warning or"
                            + " critical; never by default.")
    private @Nullable Severity failOn;

    private final Session session;

    /** The command in a session. */
    public RegistryCoverageCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Registry registry = RegistryLoader.load(session.settings().registryDir()).orThrow();
        FoundSites own = BytecodeScan.of(OwnClasses.all());
        List<EmitSite> all = new ArrayList<>(own.sites());
        List<UnreadSite> unread = new ArrayList<>(own.unread());
        Set<String> judged = new HashSet<>(Set.of(OWN_TAB));
        if (sites != null) {
            FoundSites given = SitesFile.read(sites);
            all.addAll(given.sites());
            unread.addAll(given.unread());
            registry.tabs().tabs().stream().map(Tab::key).forEach(judged::add);
        }
        Sightings sightings = new Sightings(session.stores(FEATURE).mongo().tenants(), registry);
        List<Seen> seen = new ArrayList<>();
        for (CompanyId company : companies.all(session, FEATURE)) {
            seen.add(sightings.of(session.platform(FEATURE).in(company)));
        }
        CoverageReport report =
                new Coverage(registry, new FoundSites(all, unread), judged)
                        .report(seen, session.surroundings().clock().instant());
        session.printer().result(report, CoverageText::of);
        return failOn != null && report.reaches(failOn) ? Exit.FAILED : Exit.DONE;
    }

    static final class LevelConverter implements ITypeConverter<Severity> {
        @Override
        public Severity convert(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "info" -> Severity.INFO;
                case "warning" -> Severity.WARNING;
                case "critical" -> Severity.CRITICAL;
                default ->
                        throw new TypeConversionException(
                                "'%s' is none of info, warning, critical".formatted(value));
            };
        }
    }
}
