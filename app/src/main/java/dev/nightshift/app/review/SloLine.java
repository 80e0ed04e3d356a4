package dev.nightshift.app.review;

import dev.nightshift.jobs.sloprobe.measure.Verdict;
import dev.nightshift.jobs.sloprobe.results.SloBriefs;
import dev.nightshift.jobs.sloprobe.results.SloResult;
import dev.nightshift.jobs.sloprobe.results.SloResults;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.schedules.ScheduledJob;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Whether service levels were inside their budgets when they were measured last. */
public final class SloLine implements Supplier<ReviewLine> {
    private static final String CHECK = "slo";
    private static final String TODO = "nightshift slo report";
    private static final Duration FRESH = Duration.ofMinutes(45);
    private static final int COMPANIES_AT_ONCE = 1_000;
    private static final int NAMED = 3;

    private final SloResults results;
    private final FirstTimes first;
    private final Supplier<Set<String>> slos;
    private final Supplier<List<Company>> companies;
    private final PlatformContext context;
    private final Instant now;
    private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    private final List<Breach> breached = new ArrayList<>();
    private final List<CompanyId> late = new ArrayList<>();
    private Instant newest = Instant.EPOCH;

    /** What is to be named. */
    private record Breach(CompanyId company, String slo) {}

    /**
     * Used once.
     *
     * @param slos what is measured now; of others nobody will ever tell again
     * @param companies all of them
     */
    public SloLine(
            SloResults results,
            FirstTimes first,
            Supplier<Set<String>> slos,
            Supplier<List<Company>> companies,
            PlatformContext context,
            Instant now) {
        this.results = results;
        this.first = first;
        this.slos = slos;
        this.companies = companies;
        this.context = context;
        this.now = now;
    }

    @Override
    public ReviewLine get() {
        Set<String> measured = slos.get();
        List<Company> active = companies.get().stream().filter(Company::isActive).toList();
        for (int from = 0; from < active.size(); from += COMPANIES_AT_ONCE) {
            List<Company> some =
                    active.subList(from, Math.min(active.size(), from + COMPANIES_AT_ONCE));
            Map<CompanyId, SloBriefs> briefs =
                    results.briefs(context, some.stream().map(Company::id).toList());
            some.forEach(company -> count(company, briefs.get(company.id()), measured));
        }
        if (verdicts.isEmpty()) {
            return first.never(
                    CHECK, "never measured", "nightshift slo probe --all", ScheduledJob.SLO_PROBE);
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
                                    breached.stream()
                                            .limit(NAMED)
                                            .map(this::told)
                                            .collect(Collectors.joining(", ")),
                                    breached.size() > NAMED ? " and more" : ""),
                    TODO);
        }
        return late.isEmpty()
                ? ReviewLine.green(CHECK, found)
                : ReviewLine.red(
                        CHECK,
                        "%s; not measured for %d minutes: %s%s"
                                .formatted(
                                        found,
                                        FRESH.toMinutes(),
                                        late.stream()
                                                .limit(NAMED)
                                                .map(CompanyId::value)
                                                .collect(Collectors.joining(", ")),
                                        late.size() > NAMED
                                                ? " and %d more".formatted(late.size() - NAMED)
                                                : ""),
                        "nightshift slo probe --all");
    }

    private void count(Company company, @Nullable SloBriefs briefs, Set<String> measured) {
        Instant since = briefs == null ? company.createdAt() : briefs.newest();
        if (since.plus(FRESH).isBefore(now)) {
            late.add(company.id());
        }
        if (briefs == null) {
            return;
        }
        newest = briefs.newest().isAfter(newest) ? briefs.newest() : newest;
        briefs.bySlo()
                .forEach(
                        (slo, brief) -> {
                            if (measured.contains(slo)) {
                                verdicts.merge(brief.verdict(), 1L, Long::sum);
                                if (brief.isBad()) {
                                    breached.add(new Breach(company.id(), slo));
                                }
                            }
                        });
    }

    private String told(Breach breach) {
        Optional<SloResult> result = results.latest(context.in(breach.company()), breach.slo());
        Double p95 = result.map(SloResult::p95Ms).orElse(null);
        String budget = result.map(SloResult::budget).orElse("");
        return "%s of %s (%s)"
                .formatted(
                        breach.slo(),
                        breach.company(),
                        p95 == null
                                        || result.filter(one -> one.verdict() == Verdict.BREACH)
                                                .isEmpty()
                                ? budget
                                : "p95 %.0f ms, %s".formatted(p95, budget));
    }
}
