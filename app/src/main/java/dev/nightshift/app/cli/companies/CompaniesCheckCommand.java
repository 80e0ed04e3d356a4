package dev.nightshift.app.cli.companies;

import dev.nightshift.app.cli.Session;
import dev.nightshift.app.terminal.Table;
import dev.nightshift.app.wiring.Stores;
import dev.nightshift.platform.companies.check.CompanyChecks;
import dev.nightshift.platform.companies.check.CompanyVerdict;
import dev.nightshift.platform.failure.Exit;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code companies check}. */
@Command(
        name = "check",
        description = {
            "Tries whether companies can be worked for: stores, indexes, settings, isolation,"
                    + " keys.",
            "Exit code 1 when one cannot. Keys that nobody looked at for 48 hours are told of, and",
            "are no failure."
        })
public final class CompaniesCheckCommand implements Callable<Integer> {
    private static final String FEATURE = "companies";

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description = "The company; all of them by default.")
    private @Nullable String id;

    private final Session session;

    /** The command in a session. */
    public CompaniesCheckCommand(Session session) {
        this.session = session;
    }

    /** A company; the names are the JSON contract. */
    record Line(
            String companyId,
            String status,
            boolean ok,
            List<Problem> problems,
            List<Problem> notes) {
        static Line of(CompanyVerdict verdict) {
            return new Line(
                    verdict.company().id().value(),
                    verdict.company().status().name(),
                    verdict.problems().isEmpty(),
                    of(verdict.problems()),
                    of(verdict.notes()));
        }

        private static List<Problem> of(List<CompanyVerdict.Problem> some) {
            return some.stream()
                    .map(problem -> new Problem(problem.check(), problem.detail()))
                    .toList();
        }
    }

    /** What is wrong with it, or is to be known of it. */
    record Problem(String check, String detail) {}

    @Override
    public Integer call() {
        PlatformContext context = session.platform(FEATURE);
        Stores stores = session.stores(FEATURE);
        CompanyChecks checks =
                new CompanyChecks(
                        stores.companies(),
                        stores.mongo(),
                        stores.cache(),
                        session.surroundings().clock());
        List<CompanyVerdict> verdicts =
                id == null ? checks.all(context) : List.of(checks.one(context, new CompanyId(id)));
        List<Line> lines = verdicts.stream().map(Line::of).toList();
        session.printer().result(lines, CompaniesCheckCommand::table);
        return lines.stream().allMatch(Line::ok) ? Exit.DONE : Exit.FAILED;
    }

    private static String table(List<Line> lines) {
        Table table = new Table("COMPANY", "STATUS", "CHECK", "FOUND");
        for (Line line : lines) {
            table.row(
                    line.companyId(),
                    line.status(),
                    line.ok() ? "ok" : "bad",
                    Stream.concat(line.problems().stream(), line.notes().stream())
                            .map(problem -> problem.check() + ": " + problem.detail())
                            .collect(Collectors.joining("; ")));
        }
        return table.toString();
    }
}
