package dev.nightshift.app.cli.backfill;

import dev.nightshift.app.cli.Session;
import dev.nightshift.app.terminal.Table;
import dev.nightshift.jobs.backfill.BackfillDesk;
import dev.nightshift.migrations.ledger.MigrationRecord;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code backfill list}. */
@Command(name = "list", description = "Lists the migrations there are, and where each stands.")
public final class BackfillListCommand implements Callable<Integer> {

    private final Session session;

    /** The command in a session. */
    public BackfillListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var listed = session.backfillDesk().list(session.platform(BackfillEnd.FEATURE));
        session.printer().result(listed.stream().map(Row::of).toList(), BackfillListCommand::table);
        return 0;
    }

    /** One migration; its names are the JSON contract. */
    record Row(
            String migration,
            String collection,
            String state,
            String reason,
            @Nullable Long runId,
            String startedBy,
            @Nullable Instant startedAt,
            String summary) {
        static Row of(BackfillDesk.Listed listed) {
            MigrationRecord record = listed.record();
            return new Row(
                    record.id(),
                    listed.migration().collection(),
                    record.state().name(),
                    record.reason(),
                    record.runId() == 0 ? null : record.runId(),
                    record.by(),
                    record.startedAt().equals(Instant.EPOCH) ? null : record.startedAt(),
                    listed.migration().summary());
        }
    }

    private static String table(List<Row> rows) {
        Table table = new Table("MIGRATION", "STATE", "RUN", "BY", "ABOUT");
        rows.forEach(
                row ->
                        table.row(
                                row.migration(),
                                row.state(),
                                row.runId(),
                                row.startedBy(),
                                row.summary()));
        return table.toString();
    }
}
