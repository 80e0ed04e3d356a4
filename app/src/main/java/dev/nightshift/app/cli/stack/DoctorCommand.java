package dev.nightshift.app.cli.stack;

import dev.nightshift.app.cli.Session;
import dev.nightshift.app.terminal.Table;
import dev.nightshift.platform.doctor.Check;
import dev.nightshift.platform.doctor.Doctor;
import dev.nightshift.platform.failure.Exit;

import picocli.CommandLine.Command;

import java.util.List;
import java.util.concurrent.Callable;

/** {@code doctor}. */
@Command(
        name = "doctor",
        description = {
            "Says line by line what serves, which version, where the data is, and what is wrong.",
            "Exit code 1 when something is."
        })
public final class DoctorCommand implements Callable<Integer> {
    private final Session session;

    /** The command in a session. */
    public DoctorCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<Check> checks =
                new Doctor(session.settings(), session.surroundings().clock()).examine();
        session.printer().result(checks, DoctorCommand::table);
        return checks.stream().anyMatch(check -> check.status() == Check.Status.FAIL)
                ? Exit.FAILED
                : Exit.DONE;
    }

    private static String table(List<Check> checks) {
        Table table = new Table("CHECK", "STATUS", "FOUND");
        for (Check check : checks) {
            table.row(check.name(), check.status(), check.detail());
            if (!check.hint().isEmpty()) {
                table.row("", "", "-> " + check.hint());
            }
        }
        return table.toString();
    }
}
