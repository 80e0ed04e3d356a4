package dev.nightshift.alerts.registry.validation;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.registry.CodeName;
import dev.nightshift.alerts.registry.HeartbeatTerms;
import dev.nightshift.alerts.registry.NamingRules;
import dev.nightshift.alerts.registry.Registry;
import dev.nightshift.alerts.registry.RegistryEntry;
import dev.nightshift.alerts.registry.RegistryProblem;
import dev.nightshift.alerts.registry.coverage.Seen;
import dev.nightshift.alerts.registry.coverage.Sightings;
import dev.nightshift.alerts.registry.files.LoadedRegistry;
import dev.nightshift.platform.tenant.TenantContext;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** All checks of all entries for one company after the other. Thread-safe; safe to repeat. */
public final class RegistryChecks {
    private static final Duration DAILY = Duration.ofHours(24);

    private final LoadedRegistry loaded;
    private final Registry registry;
    private final NamingRules names;
    private final Map<String, List<RegistryEntry>> duplicates;
    private final Sightings sightings;
    private final SeveritySettings settings;
    private final Trial trial;
    private final InstantSource clock;

    /** Of a registry as it was read, its problems included. */
    public RegistryChecks(
            LoadedRegistry loaded,
            Sightings sightings,
            SeveritySettings settings,
            Trial trial,
            InstantSource clock) {
        this.loaded = loaded;
        this.registry = loaded.registry();
        this.names = new NamingRules(registry.tabs());
        this.duplicates = registry.duplicateCodes();
        this.sightings = sightings;
        this.settings = settings;
        this.trial = trial;
        this.clock = clock;
    }

    /** Checks every entry that is not deprecated, for the context's company. */
    public CompanyVerdict check(TenantContext context) {
        Seen seen = sightings.of(context);
        Map<Severity, List<SeveritySettings.Gap>> gaps = settings.gaps(context);
        Map<String, Trial.Answer> answers = trial.attempt(context, attempts());
        List<EntryVerdict> verdicts = new ArrayList<>();
        loaded.problems().forEach(problem -> verdicts.add(unread(problem)));
        for (RegistryEntry entry : registry.entries()) {
            if (!entry.deprecated()) {
                List<Problem> problems = new ArrayList<>(ofFile(entry));
                heartbeat(entry, seen, answers).ifPresent(problems::add);
                problems.addAll(ofWay(entry, context, gaps, answers));
                verdicts.add(new EntryVerdict(entry.id(), problems));
            }
        }
        Map<String, Instant> answered = new HashMap<>();
        answers.forEach((code, answer) -> answer.at().ifPresent(at -> answered.put(code, at)));
        List<Check> notJudged = new ArrayList<>();
        if (gaps.isEmpty()) {
            notJudged.add(Check.SETTINGS);
        }
        if (answers.isEmpty()) {
            notJudged.add(Check.TENANT_CONTEXT);
            notJudged.add(Check.ESCALATION);
        }
        return new CompanyVerdict(context.companyId(), verdicts, answered, notJudged);
    }

    private List<Trial.Attempt> attempts() {
        List<Trial.Attempt> attempts = new ArrayList<>();
        for (RegistryEntry entry : registry.entries()) {
            for (String code : entry.deprecated() ? List.<String>of() : entry.errorCodes()) {
                if (CodeName.isUpperSnake(code)) {
                    attempts.add(new Trial.Attempt(code, entry.severity(code)));
                }
            }
        }
        return attempts;
    }

    private static EntryVerdict unread(RegistryProblem problem) {
        return new EntryVerdict(
                problem.place().toString(),
                List.of(
                        new Problem(
                                Check.SCHEMA,
                                problem.message(),
                                "Mend %s; nothing of the file counts until then."
                                        .formatted(problem.place().file()))));
    }

    private List<Problem> ofFile(RegistryEntry entry) {
        List<Problem> problems = new ArrayList<>();
        names.problems(entry)
                .forEach(
                        problem ->
                                problems.add(
                                        new Problem(
                                                Check.NAMING,
                                                problem,
                                                "Rename it at %s.".formatted(entry.place()))));
        if (entry.owner().isBlank()) {
            problems.add(
                    new Problem(
                            Check.OWNER,
                            "nobody owns it",
                            "Name the team that is asked, as owner, at %s."
                                    .formatted(entry.place())));
        }
        for (String code : entry.codes()) {
            if (duplicates.containsKey(code)) {
                problems.add(
                        new Problem(
                                Check.CODES_UNIQUE,
                                "code %s is named by %s"
                                        .formatted(
                                                code,
                                                duplicates.get(code).stream()
                                                        .map(RegistryEntry::id)
                                                        .distinct()
                                                        .collect(Collectors.joining(" and "))),
                                "Leave it to one of them."));
            }
        }
        return problems.stream().distinct().toList();
    }

    private Optional<Problem> heartbeat(
            RegistryEntry entry, Seen seen, Map<String, Trial.Answer> answers) {
        String code = entry.heartbeatCode();
        HeartbeatTerms terms = entry.heartbeat();
        if (code == null || terms.paused()) {
            return Optional.empty();
        }
        Optional<Instant> last = seen.last(code);
        Duration longest = terms.period().plus(terms.grace());
        if (last.isPresent() && !last.get().isBefore(clock.instant().minus(longest))) {
            return Optional.empty();
        }
        // What is rarer than daily may well not have happened yet: that its way is open must do.
        boolean refused =
                answers.values().stream()
                        .anyMatch(answer -> answer.failed() == Check.TENANT_CONTEXT);
        if (refused) {
            return Optional.empty();
        }
        boolean mayWait = last.isEmpty() && terms.period().compareTo(DAILY) > 0;
        if (mayWait
                && entry.errorCodes().stream()
                        .map(answers::get)
                        .anyMatch(answer -> answer != null && answer.at().isPresent())) {
            return Optional.empty();
        }
        return Optional.of(
                new Problem(
                        Check.HEARTBEAT_SEEN,
                        last.map("its sign of life was last seen at %s"::formatted)
                                .orElse("its sign of life was never seen"),
                        "See that the operation succeeds and says so, or pause its heartbeat in"
                                + " the registry."));
    }

    private static List<Problem> ofWay(
            RegistryEntry entry,
            TenantContext context,
            Map<Severity, List<SeveritySettings.Gap>> gaps,
            Map<String, Trial.Answer> answers) {
        List<Problem> problems = new ArrayList<>();
        entry.errorCodes().stream()
                .map(entry::severity)
                .distinct()
                .flatMap(severity -> gaps.getOrDefault(severity, List.of()).stream())
                .map(gap -> new Problem(Check.SETTINGS, gap.reason(), gap.fix()))
                .forEach(problems::add);
        for (String code : entry.errorCodes()) {
            Trial.Answer answer = answers.get(code);
            if (answer == null) {
                continue;
            }
            if (answer.at().isEmpty()) {
                problems.add(new Problem(answer.failed(), answer.reason(), answer.fix()));
            } else if (!answer.companyId().equals(context.companyId())) {
                problems.add(
                        new Problem(
                                Check.TENANT_CONTEXT,
                                "the trial of %s came back for another company".formatted(code),
                                "Report it: an alert may have reached the wrong company."));
            }
        }
        return problems.stream().distinct().toList();
    }
}
