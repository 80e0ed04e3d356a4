package dev.nightshift.app.review;

import dev.nightshift.jobs.sloprobe.measure.Verdict;
import dev.nightshift.jobs.sloprobe.results.SloResult;
import dev.nightshift.jobs.sloprobe.results.SloResults;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Whether service levels were inside their budgets when they were measured last. */
public final class SloLine implements Supplier<ReviewLine> {
    private static final String CHECK = "slo";
    private static final String TODO = "nightshift slo report";
    private static final Duration FRESH = Duration.ofMinutes(45);
    private static final int COMPANIES_AT_ONCE = 500;
    private static final int NAMED = 3;

    private final SloResults results;
    private final Supplier<List<Company>> companies;
    private final PlatformContext context;
    private final Instant now;
    private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    private final List<String> breached = new ArrayList<>();
    private Instant newest = Instant.EPOCH;

    /**
     * Used once.
     *
     * @param companies all of them
     */
    public SloLine(
            SloResults results,
            Supplier<List<Company>> companies,
            PlatformContext context,
            Instant now) {
        this.results = results;
        this.companies = companies;
        this.context = context;
        this.now = now;
    }

    @Override
    public ReviewLine get() {
        List<CompanyId> active =
                companies.get().stream().filter(Company::isActive).map(Company::id).toList();
        for (int from = 0; from < active.size(); from += COMPANIES_AT_ONCE) {
            results.latest(
                            context,
                            active.subList(from, Math.min(active.size(), from + COMPANIES_AT_ONCE)))
                    .forEach((company, found) -> found.forEach(one -> count(company, one)));
        }
        if (verdicts.isEmpty()) {
            return ReviewLine.unknown(CHECK, "never measured", "nightshift slo probe");
        }
        String found =
                "inside budget: %d, inconclusive: %d, breached: %d, %s"
                        .formatted(
                                verdicts.getOrDefault(Verdict.PASS, 0L),
                                verdicts.getOrDefault(Verdict.INCONCLUSIVE, 0L),
                                breached.size(),
                                Age.of(newest, now));
        if (!breached.isEmpty()) {
            return ReviewLine.red(
                    CHECK,
                    "%s: %s%s"
                            .formatted(
                                    found,
                                    String.join(
                                            ", ",
                                            breached.subList(0, Math.min(NAMED, breached.size()))),
                                    breached.size() > NAMED ? " and more" : ""),
                    TODO);
        }
        return newest.plus(FRESH).isBefore(now)
                ? ReviewLine.red(CHECK, found + ": too long ago", "nightshift slo probe")
                : ReviewLine.green(CHECK, found);
    }

    private void count(CompanyId company, SloResult one) {
        newest = one.at().isAfter(newest) ? one.at() : newest;
        verdicts.merge(one.verdict(), 1L, Long::sum);
        if (one.verdict() == Verdict.BREACH || one.fastBurning() || one.slowBurning()) {
            Double p95 = one.p95Ms();
            breached.add(
                    "%s of %s (%s)"
                            .formatted(
                                    one.slo(),
                                    company,
                                    p95 == null || one.verdict() != Verdict.BREACH
                                            ? Objects.requireNonNullElse(one.budget(), "")
                                            : "p95 %.0f ms, %s".formatted(p95, one.budget())));
        }
    }
}
