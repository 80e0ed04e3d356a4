package dev.nightshift.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ScopeType;

/** {@code nightshift}. */
@Command(
        name = "nightshift",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = VersionText.class,
        sortOptions = false,
        usageHelpAutoWidth = false,
        usageHelpWidth = 100,
        synopsisSubcommandLabel = "COMMAND",
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nArguments:%n",
        commandListHeading = "%nCommands:%n",
        description = "Batch and scheduled jobs of a platform of many companies.",
        footer = {
            "",
            "Exit codes: 0 done, 1 the run failed or a threshold was crossed, 2 wrong usage,",
            "            3 refused, 5 stopped or paused."
        })
final class RootCommand extends Group {
    @Mixin final GlobalOptions options = new GlobalOptions();
}
