package dev.nightshift.app.cli.drill;

import dev.nightshift.app.cli.LimitOption;
import dev.nightshift.app.cli.Session;
import dev.nightshift.app.terminal.Table;
import dev.nightshift.drills.experiment.Experiment;
import dev.nightshift.drills.experiment.Experiments;
import dev.nightshift.drills.experiment.Step;
import dev.nightshift.drills.journal.DrillSummary;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code drill list}. */
@Command(
        name = "list",
        description = {
            "Lists experiments, the shipped ones and those in DATA-DIR/experiments, and the drills",
            "that were run here, the newest first: PASSED, FAILED (the hypothesis was broken),",
            "INCOMPLETE (cannot be judged), REFUSED, ABORTED, HEALED_BY_WATCHDOG."
        })
public final class DrillListCommand implements Callable<Integer> {
    @Option(
            names = "--check",
            paramLabel = "FILE",
            description = "Only reads an experiment, and tells what is wrong with it.")
    private @Nullable Path check;

    @Mixin private LimitOption limit = new LimitOption();

    private final Session session;

    /** The command in a session. */
    public DrillListCommand(Session session) {
        this.session = session;
    }

    /** An experiment; the names are the JSON contract. */
    record Planned(
            String experiment,
            String title,
            List<String> faults,
            List<String> stores,
            long rtoTargetMs,
            long rpoTargetMs,
            String owner,
            String sha256) {
        static Planned of(Experiment experiment) {
            return new Planned(
                    experiment.name(),
                    experiment.title(),
                    experiment.method().stream()
                            .filter(step -> step instanceof Step.Inject)
                            .map(step -> ((Step.Inject) step).fault())
                            .toList(),
                    experiment.terms().stores(),
                    experiment.terms().rto().toMillis(),
                    experiment.terms().rpo().toMillis(),
                    experiment.terms().owner(),
                    experiment.sha256());
        }
    }

    /** The result; its names are the JSON contract. */
    record Listed(List<Planned> experiments, List<DrillSummary> drills) {}

    @Override
    public Integer call() {
        if (check != null) {
            Planned planned = Planned.of(Experiments.read(check));
            session.printer()
                    .result(planned, one -> "%s is an experiment".formatted(one.experiment()));
            return 0;
        }
        int most = limit.orAll() == 0 ? Integer.MAX_VALUE : limit.orAll();
        Listed listed =
                new Listed(
                        experiments(session).all().stream().map(Planned::of).toList(),
                        DrillArgument.drills(session).list().stream()
                                .sorted(Comparator.comparing(DrillSummary::startedAt).reversed())
                                .limit(most)
                                .toList());
        session.printer().result(listed, DrillListCommand::text);
        return 0;
    }

    static Experiments experiments(Session session) {
        return Experiments.load(session.settings().dataDir().resolve("experiments"));
    }

    private static String text(Listed listed) {
        Table planned = new Table("EXPERIMENT", "FAULTS", "RTO", "OWNER");
        listed.experiments()
                .forEach(
                        one ->
                                planned.row(
                                        one.experiment(),
                                        String.join(", ", one.faults()),
                                        one.rtoTargetMs() / 1000 + "s",
                                        one.owner()));
        if (listed.drills().isEmpty()) {
            return planned + "\nno drill was run here yet\n";
        }
        Table drills = new Table("DRILL", "STATE", "WHERE", "STARTED", "RECOVERY", "LOST");
        listed.drills()
                .forEach(
                        drill ->
                                drills.row(
                                        drill.drillId(),
                                        drill.state(),
                                        drill.where(),
                                        drill.startedAt(),
                                        seconds(drill.rtoMs()),
                                        drill.lost() == null ? "-" : drill.lost()));
        return planned + "\n" + drills;
    }

    static String seconds(@Nullable Long millis) {
        return millis == null
                ? "-"
                : String.format(java.util.Locale.ROOT, "%.1fs", millis / 1000.0);
    }
}
