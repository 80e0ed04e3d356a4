package dev.nightshift.app.cli.drill;

import dev.nightshift.app.cli.Session;
import dev.nightshift.drills.journal.Chain;
import dev.nightshift.drills.journal.Events;
import dev.nightshift.drills.journal.Journal;
import dev.nightshift.drills.journal.JournalArchive;
import dev.nightshift.drills.report.Evidence;
import dev.nightshift.drills.report.Reports;
import dev.nightshift.platform.failure.Exit;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/** {@code drill report}. */
@Command(
        name = "report",
        description = {
            "Shows what a drill proved, after working out again whether its journal is what was",
            "written. With --to it writes report.md, report.html, report.pdf and journal.json"
                    + " (that",
            "of the Chaos Toolkit). Findings and signatures become lines of the journal.",
            "Exit code 1 when the journal was changed."
        })
public final class DrillReportCommand implements Callable<Integer> {
    @Mixin private DrillArgument drill = new DrillArgument();

    @Option(names = "--to", paramLabel = "DIR", description = "Writes the reports there.")
    private @Nullable Path to;

    @Option(
            names = "--format",
            paramLabel = "md|html|pdf|json",
            split = ",",
            description = "Only these; all by default.")
    private List<String> formats = List.of();

    @Option(
            names = "--finding",
            paramLabel = "TEXT",
            description = "Adds what you found; --owner says who mends it.")
    private @Nullable String finding;

    @Option(names = "--owner", paramLabel = "NAME", description = "Who mends a finding.")
    private @Nullable String owner;

    @Option(
            names = "--sign-off",
            paramLabel = "ROLE",
            description = "Signs as one of the roles of the experiment, in your name.")
    private @Nullable String role;

    private final Session session;

    /** The command in a session. */
    public DrillReportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<Reports.Format> asked =
                formats.isEmpty()
                        ? List.of(Reports.Format.values())
                        : formats.stream().map(DrillReportCommand::format).toList();
        DrillArgument.Found found = drill.find(session);
        String missing = found.chain().isWhole() ? cut(found) : null;
        if (finding != null || role != null) {
            requireUnchanged(found.chain(), missing);
            found = add(found);
        }
        Chain chain = found.chain();
        Path folder = to;
        if (folder != null) {
            for (Reports.Format format : asked) {
                session.printer()
                        .note("wrote " + Reports.write(chain, folder.toAbsolutePath(), format));
            }
        }
        DrillView view =
                DrillView.of(
                        missing == null ? chain : new Chain(chain.lines(), missing),
                        found.folder() == null ? null : found.folder().toString());
        session.printer().result(view, DrillView::text);
        return view.verified() ? Exit.DONE : Exit.FAILED;
    }

    private static Reports.Format format(String word) {
        return Arrays.stream(Reports.Format.values())
                .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new NightshiftException(
                                        FailureCode.USAGE,
                                        "'%s' is no format.".formatted(word),
                                        "It is md, html, pdf or json."));
    }

    /** Lines that were cut off at the end are missed by nothing but the copy. */
    private @Nullable String cut(DrillArgument.Found found) {
        if (found.folder() == null) {
            return null;
        }
        try {
            String head =
                    DrillArgument.archive(session).head(drill.id()).orElse(found.chain().head());
            return found.chain().has(head)
                    ? null
                    : "the last line that was copied to MongoDB is not in it";
        } catch (NightshiftException away) {
            session.printer().note("not compared with its copy: " + away.message());
            return null;
        }
    }

    /** Nobody signs what is not what was copied. */
    private void requireUnchanged(Chain chain, @Nullable String missing) {
        String broken = chain.isWhole() ? missing : chain.broken();
        if (broken != null) {
            throw new NightshiftException(
                    FailureCode.EVIDENCE_CHANGED,
                    "The journal of %s was changed: %s.".formatted(drill.id(), broken),
                    "Nothing is added to it. Compare it with its copy: nightshift drill report %s"
                            .formatted(drill.id()));
        }
    }

    private DrillArgument.Found add(DrillArgument.Found found) {
        Path folder = found.folder();
        if (folder == null) {
            throw new NightshiftException(
                    FailureCode.NOT_FOUND,
                    "The journal of %s is not on this disk.".formatted(drill.id()),
                    "Add findings and signatures where the drill was run.");
        }
        Evidence evidence = Evidence.of(found.chain());
        if (evidence.ended() == null) {
            throw new NightshiftException(
                    FailureCode.DRILL_REFUSED,
                    "The drill %s has not ended.".formatted(drill.id()),
                    "Wait for it, or end it: nightshift drill stop-all");
        }
        try (Journal journal = Journal.goOn(folder, session.surroundings().clock())) {
            if (finding != null) {
                Map<String, Object> data = new LinkedHashMap<>();
                data.put("text", finding);
                data.put("by", session.actor());
                data.put("owner", Objects.requireNonNullElse(owner, ""));
                journal.write(Events.FINDING, data);
            }
            if (role != null) {
                if (!evidence.texts("signOff").contains(role)) {
                    throw new NightshiftException(
                            FailureCode.USAGE,
                            "Nobody signs as '%s'.".formatted(role),
                            "The roles are: %s."
                                    .formatted(String.join(", ", evidence.texts("signOff"))));
                }
                Map<String, Object> data = new LinkedHashMap<>();
                data.put("role", role);
                data.put("name", session.actor());
                data.put("over", found.chain().head());
                journal.write(Events.SIGNED, data);
            }
        }
        Chain chain = Chain.read(folder.resolve(Journal.FILE));
        var _ = Reports.write(chain, folder);
        copy(folder);
        return new DrillArgument.Found(chain, folder);
    }

    private void copy(Path folder) {
        try {
            JournalArchive archive = DrillArgument.archive(session);
            archive.copy(folder);
        } catch (NightshiftException away) {
            session.printer().note("not copied to MongoDB yet: " + away.message());
        }
    }
}
