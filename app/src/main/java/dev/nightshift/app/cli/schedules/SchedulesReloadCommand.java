package dev.nightshift.app.cli.schedules;

import dev.nightshift.app.cli.Session;
import dev.nightshift.app.terminal.Table;
import dev.nightshift.platform.failure.Exit;
import dev.nightshift.schedules.Schedules;
import dev.nightshift.schedules.serve.Servers;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code schedules reload}. */
@Command(
        name = "reload",
        description = {
            "Lets every process that serves read its file of schedules again: new and changed rows",
            "come into force, removed ones end. A file that is not understood changes nothing.",
            "Exit code 1 when a process refused its file or does not answer."
        })
public final class SchedulesReloadCommand implements Callable<Integer> {
    private static final int PATIENCE_SECONDS = 20;

    private final Session session;

    /** The command in a session. */
    public SchedulesReloadCommand(Session session) {
        this.session = session;
    }

    /** What one process answered, null when it did not; the names are the JSON contract. */
    record Answer(String host, long pid, @Nullable String answer) {
        boolean isRefusal() {
            return answer == null || answer.startsWith("refused");
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        Schedules table = session.schedules();
        int servers = Kept.in(session, kept -> kept.servers().wantReload());
        if (servers == 0) {
            session.printer()
                    .note(
                            "no process serves; the %d schedules come into force when one starts"
                                    .formatted(table.rows().size()));
        }
        List<Answer> answers = List.of();
        CountDownLatch never = new CountDownLatch(1);
        for (int second = 0; second < PATIENCE_SECONDS; second++) {
            List<Servers.Server> live = Kept.in(session, kept -> kept.servers().live());
            answers =
                    live.stream()
                            .map(
                                    one ->
                                            new Answer(
                                                    one.host(),
                                                    one.pid(),
                                                    one.reloadDone() < one.reloadWanted()
                                                            ? null
                                                            : one.reloadAnswer()))
                            .toList();
            if (answers.stream().allMatch(answer -> answer.answer() != null)
                    || never.await(1, TimeUnit.SECONDS)) {
                break;
            }
        }
        session.printer().result(answers, SchedulesReloadCommand::table);
        return answers.stream().anyMatch(Answer::isRefusal) ? Exit.FAILED : Exit.DONE;
    }

    private static String table(List<Answer> answers) {
        Table table = new Table("HOST", "PID", "ANSWER");
        answers.forEach(
                answer ->
                        table.row(
                                answer.host(),
                                answer.pid(),
                                answer.answer() == null ? "no answer yet" : answer.answer()));
        return table.toString();
    }
}
