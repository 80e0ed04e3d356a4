package dev.nightshift.app.cli;

import dev.nightshift.app.cli.companies.CompaniesAddCommand;
import dev.nightshift.app.cli.companies.CompaniesCommand;
import dev.nightshift.app.cli.companies.CompaniesListCommand;
import dev.nightshift.app.cli.companies.CompaniesResumeCommand;
import dev.nightshift.app.cli.companies.CompaniesShowCommand;
import dev.nightshift.app.cli.companies.CompaniesSuspendCommand;
import dev.nightshift.app.cli.imports.ImportCommand;
import dev.nightshift.app.cli.imports.ImportInboxCommand;
import dev.nightshift.app.cli.imports.ImportListCommand;
import dev.nightshift.app.cli.imports.ImportShowCommand;
import dev.nightshift.app.cli.imports.ImportUndoCommand;
import dev.nightshift.app.cli.imports.InspectCommand;
import dev.nightshift.app.cli.leads.LeadsCommand;
import dev.nightshift.app.cli.leads.LeadsCountCommand;
import dev.nightshift.app.cli.leads.LeadsExportCommand;
import dev.nightshift.app.cli.leads.LeadsListCommand;
import dev.nightshift.app.cli.leads.LeadsShowCommand;
import dev.nightshift.app.cli.registry.RegistryCommand;
import dev.nightshift.app.cli.registry.RegistryScanCommand;
import dev.nightshift.app.cli.runs.RunsCommand;
import dev.nightshift.app.cli.runs.RunsFollowCommand;
import dev.nightshift.app.cli.runs.RunsListCommand;
import dev.nightshift.app.cli.runs.RunsPauseCommand;
import dev.nightshift.app.cli.runs.RunsPurgeCommand;
import dev.nightshift.app.cli.runs.RunsRecoverCommand;
import dev.nightshift.app.cli.runs.RunsRestartCommand;
import dev.nightshift.app.cli.runs.RunsResumeCommand;
import dev.nightshift.app.cli.runs.RunsShowCommand;
import dev.nightshift.app.cli.runs.RunsStopCommand;
import dev.nightshift.app.cli.stack.DoctorCommand;
import dev.nightshift.app.cli.stack.StackCommand;
import dev.nightshift.app.cli.stack.StackStartCommand;
import dev.nightshift.app.cli.stack.StackStatusCommand;
import dev.nightshift.app.cli.stack.StackStopCommand;

import picocli.CommandLine;

/** All commands, put together: who is under whom, and what each is given. */
final class CommandTree {
    private CommandTree() {}

    static CommandLine of(RootCommand root, Session session) {
        return new CommandLine(root)
                .addSubcommand(
                        new CommandLine(new ImportCommand(session))
                                .addSubcommand(new InspectCommand(session))
                                .addSubcommand(new ImportListCommand(session))
                                .addSubcommand(new ImportShowCommand(session))
                                .addSubcommand(new ImportUndoCommand(session))
                                .addSubcommand(new ImportInboxCommand(session)))
                .addSubcommand(
                        new CommandLine(new LeadsCommand())
                                .addSubcommand(new LeadsCountCommand(session))
                                .addSubcommand(new LeadsListCommand(session))
                                .addSubcommand(new LeadsShowCommand(session))
                                .addSubcommand(new LeadsExportCommand(session)))
                .addSubcommand(
                        new CommandLine(new RunsCommand())
                                .addSubcommand(new RunsListCommand(session))
                                .addSubcommand(new RunsShowCommand(session))
                                .addSubcommand(new RunsFollowCommand(session))
                                .addSubcommand(new RunsStopCommand(session))
                                .addSubcommand(new RunsPauseCommand(session))
                                .addSubcommand(new RunsResumeCommand(session))
                                .addSubcommand(new RunsRestartCommand(session))
                                .addSubcommand(new RunsRecoverCommand(session))
                                .addSubcommand(new RunsPurgeCommand(session)))
                .addSubcommand(
                        new CommandLine(new CompaniesCommand())
                                .addSubcommand(new CompaniesAddCommand(session))
                                .addSubcommand(new CompaniesListCommand(session))
                                .addSubcommand(new CompaniesShowCommand(session))
                                .addSubcommand(new CompaniesSuspendCommand(session))
                                .addSubcommand(new CompaniesResumeCommand(session)))
                .addSubcommand(
                        new CommandLine(new RegistryCommand())
                                .addSubcommand(new RegistryScanCommand(session)))
                .addSubcommand(
                        new CommandLine(new StackCommand())
                                .addSubcommand(new StackStartCommand(session))
                                .addSubcommand(new StackStatusCommand(session))
                                .addSubcommand(new StackStopCommand(session)))
                .addSubcommand(new DoctorCommand(session));
    }
}
