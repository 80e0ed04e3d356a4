package dev.nightshift.app.cli.slo;

import dev.nightshift.app.cli.CompanyOrAll;
import dev.nightshift.app.cli.Session;
import dev.nightshift.app.wiring.Stores;
import dev.nightshift.jobs.sloprobe.drawing.TrendDrawing;
import dev.nightshift.jobs.sloprobe.plan.Slo;
import dev.nightshift.jobs.sloprobe.plan.SloPlans;
import dev.nightshift.jobs.sloprobe.results.SloResults;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code slo report}. */
@Command(
        name = "report",
        description = {
            "Shows last verdicts, trends day by day, and what is left of error budgets.",
            "Measures nothing."
        })
public final class SloReportCommand implements Callable<Integer> {
    private static final String FEATURE = "slo-report";
    private static final int DAYS = 28;

    @Mixin private CompanyOrAll whose = new CompanyOrAll();

    @Option(
            names = "--slo",
            paramLabel = "NAME",
            description = "Only that one; 'slo plan' lists them.")
    private @Nullable String slo;

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description = "Draws the trends into that file too.")
    private @Nullable Path svg;

    private final Session session;

    /** The command in a session. */
    public SloReportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        CompanyId company = whose.companyOrNull();
        List<Slo> slos = SloPlans.of(session.settings()).asked(slo, true);
        PlatformContext context = session.platform(FEATURE);
        if (company != null) {
            var _ = session.existing(company, FEATURE);
        }
        Stores stores = session.stores(FEATURE);
        List<CompanyId> companies =
                company == null
                        ? stores.companies().list(context).stream().map(Company::id).toList()
                        : List.of(company);
        LocalDate today =
                LocalDate.ofInstant(session.surroundings().clock().instant(), ZoneOffset.UTC);
        LocalDate from = today.minusDays(DAYS - 1L);
        List<TrendReport> reports =
                TrendReport.of(new SloResults(stores.mongo()), context, companies, slos, today);
        if (svg != null) {
            write(
                    svg,
                    TrendDrawing.of(
                            company == null
                                    ? "Service levels of all companies"
                                    : "Service levels of " + company,
                            from,
                            today,
                            TrendReport.panels(reports, slos, from)));
        }
        session.printer().result(reports, TrendReport::text);
        if (svg != null) {
            session.printer().note("drawn: " + svg);
        }
        return 0;
    }

    private static void write(Path file, String drawing) {
        try {
            Files.writeString(file, drawing, StandardCharsets.UTF_8);
        } catch (IOException unwritable) {
            throw new NightshiftException(
                    FailureCode.USAGE,
                    "The drawing cannot be written to %s.".formatted(file),
                    "Name a file in a folder that exists and that this account may write.",
                    unwritable);
        }
    }
}
