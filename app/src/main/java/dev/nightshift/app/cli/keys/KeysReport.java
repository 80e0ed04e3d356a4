package dev.nightshift.app.cli.keys;

import dev.nightshift.app.terminal.Counted;
import dev.nightshift.app.terminal.Table;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.platform.keyspaces.HealthLevel;
import dev.nightshift.platform.keyspaces.KeyHealth;
import dev.nightshift.platform.keyspaces.KeySpace;
import dev.nightshift.platform.keyspaces.SpaceHealth;
import dev.nightshift.platform.tenant.CompanyId;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a run found; the names are the JSON contract.
 *
 * @param keys distinct keys and documents
 * @param expired of them expired when they were looked at
 * @param removed of them removed
 * @param exact whether each key is counted once; false beyond as many as are told apart
 * @param level the worst of all; {@code unknown} when the run ended early
 * @param companies what is left of each company
 * @param gone what is left of companies that are gone, by space
 * @param notes what should be known before these figures are relied on
 */
record KeysReport(
        long runId,
        String state,
        boolean removing,
        long keys,
        long expired,
        long removed,
        boolean exact,
        String level,
        List<Whose> companies,
        List<Line> gone,
        List<String> notes,
        long durationMs) {
    private static final String UNKNOWN = "unknown";
    private static final String INEXACT = "inexact";
    private static final String DOUBTFUL = "doubtful/";

    /** A company. */
    record Whose(String companyId, String level, List<Line> spaces) {}

    /** A space of a company; {@code expired} are those that are there still. */
    record Line(String space, long keys, long expired, long removed, String level) {
        static Line of(String name, SpaceHealth health) {
            return new Line(
                    name, health.keys(), health.expired(), health.removed(), wire(health.level()));
        }
    }

    /** What is known of a run that ended early: its counts, and no company's level. */
    static KeysReport early(RunReport run, boolean removing, List<KeySpace> spaces) {
        return new KeysReport(
                run.runId(),
                run.state().name(),
                removing,
                count(run, "keys"),
                count(run, "expired"),
                count(run, "removed"),
                !run.artefacts().containsKey(INEXACT),
                UNKNOWN,
                List.of(),
                gone(run, spaces),
                notes(run, removing),
                run.durationMs());
    }

    static KeysReport of(
            RunReport run,
            boolean removing,
            List<KeySpace> spaces,
            Map<CompanyId, KeyHealth> found) {
        List<Whose> companies = new ArrayList<>();
        HealthLevel worst = HealthLevel.HEALTHY;
        for (Map.Entry<CompanyId, KeyHealth> company : found.entrySet()) {
            List<Line> lines = new ArrayList<>();
            HealthLevel level = HealthLevel.HEALTHY;
            for (KeySpace space : spaces) {
                SpaceHealth health = company.getValue().spaces().get(space.name());
                if (health != null) {
                    lines.add(Line.of(space.name(), health));
                    level = level.orWorse(health.level());
                }
            }
            companies.add(new Whose(company.getKey().value(), wire(level), lines));
            worst = worst.orWorse(level);
        }
        List<Line> gone = gone(run, spaces);
        for (KeySpace space : spaces) {
            long left = left(run, space);
            worst = worst.orWorse(space.thresholds().level(left));
        }
        return new KeysReport(
                run.runId(),
                run.state().name(),
                removing,
                count(run, "keys"),
                count(run, "expired"),
                count(run, "removed"),
                !run.artefacts().containsKey(INEXACT),
                wire(worst),
                companies,
                gone,
                notes(run, removing),
                run.durationMs());
    }

    private static List<Line> gone(RunReport run, List<KeySpace> spaces) {
        List<Line> gone = new ArrayList<>();
        for (KeySpace space : spaces) {
            long expired = count(run, "orphans." + space.name());
            if (expired > 0) {
                long left = left(run, space);
                HealthLevel level = space.thresholds().level(left);
                gone.add(new Line(space.name(), expired, left, expired - left, wire(level)));
            }
        }
        return gone;
    }

    private static long left(RunReport run, KeySpace space) {
        return count(run, "orphans." + space.name()) - count(run, "orphansRemoved." + space.name());
    }

    private static List<String> notes(RunReport run, boolean removing) {
        List<String> notes = new ArrayList<>();
        String inexact = run.artefacts().get(INEXACT);
        if (inexact != null) {
            notes.add(inexact + ".");
        }
        run.artefacts()
                .forEach(
                        (name, doubt) -> {
                            if (!removing && name.startsWith(DOUBTFUL)) {
                                notes.add(
                                        doubt
                                                + ": keys clean --all leaves what is theirs unless"
                                                + " it is told --allow-orphans.");
                            }
                        });
        return notes;
    }

    boolean healthy() {
        return level.equals(wire(HealthLevel.HEALTHY));
    }

    private static long count(RunReport run, String name) {
        return run.counts().getOrDefault(name, 0L);
    }

    private static String wire(HealthLevel level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    String text() {
        Table table = new Table("COMPANY", "SPACE", "KEYS", "EXPIRED", "REMOVED", "LEVEL");
        for (Whose company : companies) {
            List<Line> told = company.spaces().stream().filter(line -> line.keys() > 0).toList();
            told.forEach(line -> row(table, company.companyId(), line));
            if (told.isEmpty()) {
                table.row(company.companyId(), "(all)", 0, 0, 0, company.level());
            }
        }
        gone.forEach(line -> row(table, "(gone)", line));
        return "%srun %d is %s: %s, %d expired, %d removed; %s\n%s"
                .formatted(
                        level.equals(UNKNOWN) && gone.isEmpty() ? "" : table + "\n",
                        runId,
                        state,
                        Counted.of(keys, "key", "keys"),
                        expired,
                        removed,
                        level,
                        notes.stream().map("note: %s\n"::formatted).collect(Collectors.joining()));
    }

    private static void row(Table table, String company, Line line) {
        table.row(company, line.space(), line.keys(), line.expired(), line.removed(), line.level());
    }
}
