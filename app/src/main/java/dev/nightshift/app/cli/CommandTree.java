package dev.nightshift.app.cli;

import picocli.CommandLine;

/** All commands, put together: who is under whom, and what each is given. */
final class CommandTree {
    private CommandTree() {}

    static CommandLine of(RootCommand root, Session session) {
        return new CommandLine(root);
    }
}
