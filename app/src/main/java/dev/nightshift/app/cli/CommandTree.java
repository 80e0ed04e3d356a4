package dev.nightshift.app.cli;

import dev.nightshift.app.cli.alerts.AlertsAckCommand;
import dev.nightshift.app.cli.alerts.AlertsCommand;
import dev.nightshift.app.cli.alerts.AlertsContactsCommand;
import dev.nightshift.app.cli.alerts.AlertsEscalateCommand;
import dev.nightshift.app.cli.alerts.AlertsListCommand;
import dev.nightshift.app.cli.alerts.AlertsMuteCommand;
import dev.nightshift.app.cli.alerts.AlertsResolveCommand;
import dev.nightshift.app.cli.alerts.AlertsSendCommand;
import dev.nightshift.app.cli.alerts.AlertsShowCommand;
import dev.nightshift.app.cli.alerts.AlertsSnoozeCommand;
import dev.nightshift.app.cli.alerts.AlertsStatsCommand;
import dev.nightshift.app.cli.backfill.BackfillApproveCommand;
import dev.nightshift.app.cli.backfill.BackfillCancelCommand;
import dev.nightshift.app.cli.backfill.BackfillCommand;
import dev.nightshift.app.cli.backfill.BackfillFinaliseCommand;
import dev.nightshift.app.cli.backfill.BackfillListCommand;
import dev.nightshift.app.cli.backfill.BackfillPauseCommand;
import dev.nightshift.app.cli.backfill.BackfillPlanCommand;
import dev.nightshift.app.cli.backfill.BackfillResumeCommand;
import dev.nightshift.app.cli.backfill.BackfillRollbackCommand;
import dev.nightshift.app.cli.backfill.BackfillRunCommand;
import dev.nightshift.app.cli.backfill.BackfillSetCommand;
import dev.nightshift.app.cli.backfill.BackfillStatusCommand;
import dev.nightshift.app.cli.cache.CacheCommand;
import dev.nightshift.app.cli.cache.CachePurgeCommand;
import dev.nightshift.app.cli.companies.CompaniesAddCommand;
import dev.nightshift.app.cli.companies.CompaniesCheckCommand;
import dev.nightshift.app.cli.companies.CompaniesCommand;
import dev.nightshift.app.cli.companies.CompaniesListCommand;
import dev.nightshift.app.cli.companies.CompaniesResumeCommand;
import dev.nightshift.app.cli.companies.CompaniesShowCommand;
import dev.nightshift.app.cli.companies.CompaniesSuspendCommand;
import dev.nightshift.app.cli.companies.CompaniesTagCommand;
import dev.nightshift.app.cli.drill.DrillCalendarCommand;
import dev.nightshift.app.cli.drill.DrillCommand;
import dev.nightshift.app.cli.drill.DrillListCommand;
import dev.nightshift.app.cli.drill.DrillReportCommand;
import dev.nightshift.app.cli.drill.DrillRunCommand;
import dev.nightshift.app.cli.drill.DrillStopAllCommand;
import dev.nightshift.app.cli.heartbeats.HeartbeatsCommand;
import dev.nightshift.app.cli.heartbeats.HeartbeatsListCommand;
import dev.nightshift.app.cli.heartbeats.HeartbeatsSweepCommand;
import dev.nightshift.app.cli.imports.ImportCommand;
import dev.nightshift.app.cli.imports.ImportInboxCommand;
import dev.nightshift.app.cli.imports.ImportListCommand;
import dev.nightshift.app.cli.imports.ImportShowCommand;
import dev.nightshift.app.cli.imports.ImportUndoCommand;
import dev.nightshift.app.cli.imports.InspectCommand;
import dev.nightshift.app.cli.keys.KeysCheckCommand;
import dev.nightshift.app.cli.keys.KeysCleanCommand;
import dev.nightshift.app.cli.keys.KeysCommand;
import dev.nightshift.app.cli.leads.LeadsCommand;
import dev.nightshift.app.cli.leads.LeadsCountCommand;
import dev.nightshift.app.cli.leads.LeadsExportCommand;
import dev.nightshift.app.cli.leads.LeadsListCommand;
import dev.nightshift.app.cli.leads.LeadsShowCommand;
import dev.nightshift.app.cli.registry.RegistryCommand;
import dev.nightshift.app.cli.registry.RegistryCoverageCommand;
import dev.nightshift.app.cli.registry.RegistryListCommand;
import dev.nightshift.app.cli.registry.RegistryScanCommand;
import dev.nightshift.app.cli.registry.RegistryValidateCommand;
import dev.nightshift.app.cli.retention.RetentionCommand;
import dev.nightshift.app.cli.retention.RetentionRunCommand;
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
import dev.nightshift.app.cli.schedules.SchedulesCommand;
import dev.nightshift.app.cli.schedules.SchedulesHistoryCommand;
import dev.nightshift.app.cli.schedules.SchedulesListCommand;
import dev.nightshift.app.cli.schedules.SchedulesNextCommand;
import dev.nightshift.app.cli.schedules.SchedulesPauseCommand;
import dev.nightshift.app.cli.schedules.SchedulesReloadCommand;
import dev.nightshift.app.cli.schedules.SchedulesResumeCommand;
import dev.nightshift.app.cli.schedules.SchedulesTriggerCommand;
import dev.nightshift.app.cli.schedules.ServeCommand;
import dev.nightshift.app.cli.slo.SloCommand;
import dev.nightshift.app.cli.slo.SloPlanCommand;
import dev.nightshift.app.cli.slo.SloProbeCommand;
import dev.nightshift.app.cli.slo.SloReportCommand;
import dev.nightshift.app.cli.stack.DoctorCommand;
import dev.nightshift.app.cli.stack.StackCommand;
import dev.nightshift.app.cli.stack.StackStartCommand;
import dev.nightshift.app.cli.stack.StackStatusCommand;
import dev.nightshift.app.cli.stack.StackStopCommand;
import dev.nightshift.app.cli.status.StatusCommand;
import dev.nightshift.app.cli.testdata.TestDataCleanCommand;
import dev.nightshift.app.cli.testdata.TestDataCommand;
import dev.nightshift.app.cli.webhooks.WebhooksCommand;
import dev.nightshift.app.cli.webhooks.WebhooksRedriveCommand;

import picocli.CommandLine;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * All commands, put together: who is under whom, and what each is given. Only the groups that the
 * command line names get their commands: putting all of them together takes longer than most do.
 */
final class CommandTree {
    private final CommandLine root;
    private final Set<String> named;
    private final boolean whole;

    private CommandTree(RootCommand root, String... arguments) {
        this.root = new CommandLine(root);
        this.named = new HashSet<>(Arrays.asList(arguments));
        // The words of an argument file are not known yet.
        this.whole = named.stream().anyMatch(argument -> argument.startsWith("@"));
    }

    static CommandLine of(RootCommand root, Session session, String... arguments) {
        return new CommandTree(root, arguments)
                .with(
                        new ImportCommand(session),
                        group ->
                                group.addSubcommand(new InspectCommand(session))
                                        .addSubcommand(new ImportListCommand(session))
                                        .addSubcommand(new ImportShowCommand(session))
                                        .addSubcommand(new ImportUndoCommand(session))
                                        .addSubcommand(new ImportInboxCommand(session)))
                .with(
                        new LeadsCommand(),
                        group ->
                                group.addSubcommand(new LeadsCountCommand(session))
                                        .addSubcommand(new LeadsListCommand(session))
                                        .addSubcommand(new LeadsShowCommand(session))
                                        .addSubcommand(new LeadsExportCommand(session)))
                .with(
                        new RunsCommand(),
                        group ->
                                group.addSubcommand(new RunsListCommand(session))
                                        .addSubcommand(new RunsShowCommand(session))
                                        .addSubcommand(new RunsFollowCommand(session))
                                        .addSubcommand(new RunsStopCommand(session))
                                        .addSubcommand(new RunsPauseCommand(session))
                                        .addSubcommand(new RunsResumeCommand(session))
                                        .addSubcommand(new RunsRestartCommand(session))
                                        .addSubcommand(new RunsRecoverCommand(session))
                                        .addSubcommand(new RunsPurgeCommand(session)))
                .with(
                        new BackfillCommand(),
                        group ->
                                group.addSubcommand(new BackfillListCommand(session))
                                        .addSubcommand(new BackfillPlanCommand(session))
                                        .addSubcommand(new BackfillRunCommand(session))
                                        .addSubcommand(new BackfillStatusCommand(session))
                                        .addSubcommand(new BackfillApproveCommand(session))
                                        .addSubcommand(new BackfillPauseCommand(session))
                                        .addSubcommand(new BackfillResumeCommand(session))
                                        .addSubcommand(new BackfillSetCommand(session))
                                        .addSubcommand(new BackfillCancelCommand(session))
                                        .addSubcommand(new BackfillRollbackCommand(session))
                                        .addSubcommand(new BackfillFinaliseCommand(session)))
                .with(
                        new CompaniesCommand(),
                        group ->
                                group.addSubcommand(new CompaniesAddCommand(session))
                                        .addSubcommand(new CompaniesListCommand(session))
                                        .addSubcommand(new CompaniesShowCommand(session))
                                        .addSubcommand(new CompaniesCheckCommand(session))
                                        .addSubcommand(new CompaniesSuspendCommand(session))
                                        .addSubcommand(new CompaniesResumeCommand(session))
                                        .addSubcommand(new CompaniesTagCommand(session)))
                .with(
                        new HeartbeatsCommand(),
                        group ->
                                group.addSubcommand(new HeartbeatsSweepCommand(session))
                                        .addSubcommand(new HeartbeatsListCommand(session)))
                .with(
                        new AlertsCommand(),
                        group ->
                                group.addSubcommand(new AlertsListCommand(session))
                                        .addSubcommand(new AlertsShowCommand(session))
                                        .addSubcommand(new AlertsSendCommand(session))
                                        .addSubcommand(new AlertsAckCommand(session))
                                        .addSubcommand(new AlertsSnoozeCommand(session))
                                        .addSubcommand(new AlertsResolveCommand(session))
                                        .addSubcommand(new AlertsMuteCommand(session))
                                        .addSubcommand(new AlertsStatsCommand(session))
                                        .addSubcommand(new AlertsEscalateCommand(session))
                                        .addSubcommand(new AlertsContactsCommand(session)))
                .with(
                        new RegistryCommand(),
                        group ->
                                group.addSubcommand(new RegistryListCommand(session))
                                        .addSubcommand(new RegistryValidateCommand(session))
                                        .addSubcommand(new RegistryCoverageCommand(session))
                                        .addSubcommand(new RegistryScanCommand(session)))
                .with(
                        new RetentionCommand(),
                        group -> group.addSubcommand(new RetentionRunCommand(session)))
                .with(
                        new CacheCommand(),
                        group -> group.addSubcommand(new CachePurgeCommand(session)))
                .with(
                        new KeysCommand(),
                        group ->
                                group.addSubcommand(new KeysCheckCommand(session))
                                        .addSubcommand(new KeysCleanCommand(session)))
                .with(
                        new TestDataCommand(),
                        group -> group.addSubcommand(new TestDataCleanCommand(session)))
                .with(
                        new SloCommand(),
                        group ->
                                group.addSubcommand(new SloPlanCommand(session))
                                        .addSubcommand(new SloProbeCommand(session))
                                        .addSubcommand(new SloReportCommand(session)))
                .with(
                        new WebhooksCommand(),
                        group -> group.addSubcommand(new WebhooksRedriveCommand(session)))
                .with(
                        new SchedulesCommand(),
                        group ->
                                group.addSubcommand(new SchedulesListCommand(session))
                                        .addSubcommand(new SchedulesNextCommand(session))
                                        .addSubcommand(new SchedulesPauseCommand(session))
                                        .addSubcommand(new SchedulesResumeCommand(session))
                                        .addSubcommand(new SchedulesTriggerCommand(session))
                                        .addSubcommand(new SchedulesHistoryCommand(session))
                                        .addSubcommand(new SchedulesReloadCommand(session)))
                .with(
                        new DrillCommand(),
                        group ->
                                group.addSubcommand(new DrillListCommand(session))
                                        .addSubcommand(new DrillRunCommand(session))
                                        .addSubcommand(new DrillReportCommand(session))
                                        .addSubcommand(new DrillCalendarCommand(session))
                                        .addSubcommand(new DrillStopAllCommand(session)))
                .with(new ServeCommand(session), command -> command)
                .with(new StatusCommand(session), command -> command)
                .with(
                        new StackCommand(),
                        group ->
                                group.addSubcommand(new StackStartCommand(session))
                                        .addSubcommand(new StackStatusCommand(session))
                                        .addSubcommand(new StackStopCommand(session)))
                .with(new DoctorCommand(session), command -> command)
                .root;
    }

    private CommandTree with(Object command, UnaryOperator<CommandLine> commands) {
        CommandLine line = new CommandLine(command);
        boolean isNamed = whole || named.contains(line.getCommandName());
        root.addSubcommand(isNamed ? commands.apply(line) : line);
        return this;
    }
}
