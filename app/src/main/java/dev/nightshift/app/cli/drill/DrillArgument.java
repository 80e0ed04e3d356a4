package dev.nightshift.app.cli.drill;

import dev.nightshift.app.cli.Session;
import dev.nightshift.drills.journal.Chain;
import dev.nightshift.drills.journal.Journal;
import dev.nightshift.drills.journal.JournalArchive;
import dev.nightshift.drills.run.Drills;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.Optional;

/** Which drill. Filled by picocli. */
public final class DrillArgument {
    @Parameters(paramLabel = "DRILL", description = "Its id, as 'drill list' shows it.")
    private String drill = "";

    /**
     * A journal.
     *
     * @param folder null when it is in MongoDB only
     */
    record Found(Chain chain, @Nullable Path folder) {}

    String id() {
        return drill;
    }

    /**
     * The journal on this disk, else its copy in MongoDB.
     *
     * @throws NightshiftException NOT_FOUND
     */
    Found find(Session session) {
        Optional<Path> folder = drills(session).folder(drill);
        if (folder.isPresent()) {
            Chain chain = Chain.read(folder.get().resolve(Journal.FILE));
            if (!chain.lines().isEmpty()) {
                return new Found(chain, folder.get());
            }
        }
        Chain copy = archive(session).read(drill);
        if (copy.lines().isEmpty()) {
            throw new NightshiftException(
                    FailureCode.NOT_FOUND,
                    "There is no drill '%s'.".formatted(drill),
                    "List them: nightshift drill list");
        }
        return new Found(copy, folder.orElse(null));
    }

    static Drills drills(Session session) {
        return new Drills(session.settings().dataDir(), session.surroundings().clock());
    }

    static JournalArchive archive(Session session) {
        return new JournalArchive(
                session.stores("drill").mongo().platform(),
                session.platform("drill"),
                session.surroundings().clock());
    }
}
