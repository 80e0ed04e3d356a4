package dev.nightshift.alerts.registry.coverage;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.registry.CodeName;
import dev.nightshift.alerts.registry.NamingRules;
import dev.nightshift.alerts.registry.Registry;
import dev.nightshift.alerts.registry.RegistryEntry;
import dev.nightshift.alerts.registry.Tab;
import dev.nightshift.alerts.registry.scan.EmitSite;
import dev.nightshift.alerts.registry.scan.FoundSites;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The join. Immutable and thread-safe; {@link #report} may be called for any number of companies.
 */
public final class Coverage {
    private static final Duration FRESH = Duration.ofHours(24);

    private final Registry registry;
    private final FoundSites found;
    private final Set<String> judged;
    private final Map<String, List<EmitSite>> sites;
    private final Map<String, List<RegistryEntry>> duplicates;

    /**
     * Of a registry and the sites of the code.
     *
     * @param judged keys of the tabs whose code was scanned as a whole: a code of theirs that has
     *     no site is missing there
     */
    public Coverage(Registry registry, FoundSites found, Set<String> judged) {
        this.registry = registry;
        this.found = found;
        this.judged = Set.copyOf(judged);
        this.sites =
                found.sites().stream()
                        .collect(
                                Collectors.groupingBy(
                                        EmitSite::code, TreeMap::new, Collectors.toList()));
        this.duplicates = registry.duplicateCodes();
    }

    /** Everything about every code that is registered, raised or was seen. */
    public CoverageReport report(List<Seen> companies, Instant now) {
        Set<String> unregistered = new TreeSet<>(sites.keySet());
        companies.forEach(seen -> unregistered.addAll(seen.lastAt().keySet()));
        unregistered.removeIf(code -> registry.byCode(code).isPresent());
        List<CodeRow> rows = new ArrayList<>();
        registry.entries()
                .forEach(
                        entry ->
                                entry.codes().stream()
                                        .distinct()
                                        .filter(code -> isFirst(code, entry))
                                        .forEach(
                                                code ->
                                                        rows.add(
                                                                row(code, entry, companies, now))));
        unregistered.forEach(code -> rows.add(unregistered(code, companies)));
        List<String> tabs = registry.tabs().tabs().stream().map(Tab::key).toList();
        return new CoverageReport(
                now,
                tabs.stream().filter(judged::contains).toList(),
                tabs.stream().filter(tab -> !judged.contains(tab)).toList(),
                rows,
                companies.stream().map(seen -> company(seen, now)).toList(),
                found.unread());
    }

    private boolean isFirst(String code, RegistryEntry entry) {
        return Objects.equals(registry.byCode(code).orElse(null), entry);
    }

    private CodeRow row(String code, RegistryEntry entry, List<Seen> companies, Instant now) {
        List<Finding> findings = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        List<EmitSite> here = sites.getOrDefault(code, List.of());
        NamingRules rules = new NamingRules(registry.tabs());
        Optional<String> name = rules.codeProblem(code, entry).or(() -> rules.idProblem(entry));
        name.ifPresent(
                problem -> {
                    findings.add(Finding.BAD_NAME);
                    notes.add(problem);
                });
        if (duplicates.containsKey(code)) {
            findings.add(Finding.DUPLICATE_CODE);
            notes.add(
                    "named by "
                            + duplicates.get(code).stream()
                                    .map(RegistryEntry::id)
                                    .collect(Collectors.joining(", ")));
        }
        mismatch(code, entry, here)
                .ifPresent(
                        problem -> {
                            findings.add(Finding.SEVERITY_MISMATCH);
                            notes.add(problem);
                        });
        boolean isRaised =
                !here.isEmpty() || found.unread().stream().anyMatch(site -> site.mayRaise(code));
        if (!isRaised && judged.contains(entry.tab()) && !entry.deprecated()) {
            findings.add(Finding.MISSING_IN_CODE);
        }
        if (entry.owner().isBlank()) {
            findings.add(Finding.OWNER_MISSING);
        }
        Instant last = newest(companies, seen -> seen.last(code));
        Instant tried = newest(companies, seen -> seen.tried(code));
        if (!companies.isEmpty() && !entry.deprecated()) {
            freshness(last, tried, now).ifPresent(findings::add);
        }
        if (isFresh(tried, now) && !isFresh(last, now)) {
            notes.add(last == null ? "only tried, never raised" : "tried since it was raised");
        }
        if (findings.isEmpty()) {
            findings.add(Finding.OK);
        }
        return new CodeRow(
                code,
                entry.tab(),
                entry.id(),
                entry.severity(code),
                findings,
                here.stream().map(EmitSite::where).distinct().toList(),
                last,
                tried,
                String.join("; ", notes));
    }

    private static Optional<String> mismatch(
            String code, RegistryEntry entry, List<EmitSite> here) {
        Severity registered = entry.severity(code);
        return here.stream()
                .filter(site -> site.severity() != null && site.severity() != registered)
                .findFirst()
                .map(
                        site ->
                                "raised as %s at %s, registered as %s"
                                        .formatted(site.severity(), site.where(), registered));
    }

    private CodeRow unregistered(String code, List<Seen> companies) {
        List<EmitSite> here = sites.getOrDefault(code, List.of());
        List<Finding> findings = new ArrayList<>(List.of(Finding.MISSING_IN_REGISTRY));
        List<String> notes = new ArrayList<>();
        Optional<String> name = CodeName.problem(code, registry.tabs());
        name.ifPresent(
                problem -> {
                    findings.add(Finding.BAD_NAME);
                    notes.add("the code " + problem);
                });
        if (here.isEmpty()) {
            notes.add("seen, but raised nowhere in the code that was scanned");
        }
        return new CodeRow(
                code,
                CodeName.read(code, registry.tabs()).map(read -> read.tab().key()).orElse(""),
                null,
                null,
                findings,
                here.stream().map(EmitSite::where).distinct().toList(),
                newest(companies, seen -> seen.last(code)),
                null,
                String.join("; ", notes));
    }

    private static @Nullable Instant newest(
            List<Seen> companies, Function<Seen, Optional<Instant>> when) {
        return companies.stream()
                .flatMap(seen -> when.apply(seen).stream())
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static Optional<Finding> freshness(
            @Nullable Instant last, @Nullable Instant tried, Instant now) {
        if (isFresh(last, now) || isFresh(tried, now)) {
            return Optional.empty();
        }
        return Optional.of(last == null && tried == null ? Finding.NEVER_SEEN : Finding.STALE_24H);
    }

    private static boolean isFresh(@Nullable Instant at, Instant now) {
        return at != null && !at.isBefore(now.minus(FRESH));
    }

    private CompanyRow company(Seen seen, Instant now) {
        List<String> onlyTried = new ArrayList<>();
        List<String> stale = new ArrayList<>();
        List<String> never = new ArrayList<>();
        int ok = 0;
        for (RegistryEntry entry : registry.entries()) {
            for (String code : entry.deprecated() ? List.<String>of() : entry.codes()) {
                Instant last = seen.last(code).orElse(null);
                Finding finding =
                        freshness(last, seen.tried(code).orElse(null), now).orElse(Finding.OK);
                if (finding == Finding.OK) {
                    ok++;
                    if (!isFresh(last, now)) {
                        onlyTried.add(code);
                    }
                } else {
                    (finding == Finding.STALE_24H ? stale : never).add(code);
                }
            }
        }
        return new CompanyRow(
                seen.companyId(),
                ok,
                onlyTried,
                stale,
                never,
                seen.lastAt().keySet().stream()
                        .filter(code -> registry.byCode(code).isEmpty())
                        .sorted()
                        .toList());
    }
}
