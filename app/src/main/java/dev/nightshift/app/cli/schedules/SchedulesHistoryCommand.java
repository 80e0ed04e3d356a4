package dev.nightshift.app.cli.schedules;

import dev.nightshift.app.cli.LimitOption;
import dev.nightshift.app.cli.Session;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code schedules history}. */
@Command(
        name = "history",
        description = {
            "Shows what became of the times at which schedules were due, the newest first:",
            "COMPLETED, FAILED, STOPPED, LOST; SKIPPED (an earlier time was at work), VETOED",
            "(paused), MISFIRED (run late), MISSED (never run), OVERRAN (took too long)."
        })
public final class SchedulesHistoryCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Only of this schedule.")
    private @Nullable String name;

    @Mixin private LimitOption limit = new LimitOption();

    private final Session session;

    /** The command in a session. */
    public SchedulesHistoryCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        int most = limit.orAll() == 0 ? Integer.MAX_VALUE : limit.orAll();
        session.printer()
                .result(
                        Kept.in(
                                session,
                                kept -> {
                                    var _ = kept.history().bury();
                                    return kept.history().newest(Optional.ofNullable(name), most);
                                }),
                        HistoryView::table);
        return 0;
    }
}
