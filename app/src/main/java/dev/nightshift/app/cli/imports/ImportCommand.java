package dev.nightshift.app.cli.imports;

import dev.nightshift.app.cli.CompanyOption;
import dev.nightshift.app.cli.Jobs;
import dev.nightshift.app.cli.Session;
import dev.nightshift.jobs.csvimport.ImportReport;
import dev.nightshift.jobs.csvimport.order.ImportRequest;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/** {@code import FILE}: a file of leads becomes leads of a company. */
@Command(
        name = "import",
        synopsisSubcommandLabel = "(FILE | COMMAND)",
        description = {
            "Imports a CSV file of leads for a company, or works on imports.",
            "The same file again is recognised; a file whose import was interrupted goes on where",
            "it stood. A file that is called like a command is given as ./FILE."
        })
public final class ImportCommand implements Callable<Integer> {
    static final String FEATURE = "csv-import";

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "A CSV file, plain, gz or zip; - for standard input.")
    private @Nullable String file;

    @Mixin private CompanyOption company = new CompanyOption();
    @Mixin private FileOptions fileOptions = new FileOptions();
    @Mixin private MergeOptions mergeOptions = new MergeOptions();
    @Spec private @Nullable CommandSpec command;

    private final Session session;

    /** The command in a session. */
    public ImportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (file == null) {
            throw new ParameterException(
                    java.util.Objects.requireNonNull(command).commandLine(),
                    "A FILE or a command is missing.");
        }
        ImportRequest request =
                new ImportRequest(
                        session.tenant(company.required(), FEATURE),
                        file,
                        mergeOptions.with(fileOptions));
        Jobs jobs = session.jobs(FEATURE);
        ImportReport report = jobs.watched(listener -> jobs.imports().run(request, listener));
        return ImportPrinter.print(session, report);
    }
}
