package dev.nightshift.app.cli.webhooks;

import dev.nightshift.app.cli.Group;

import picocli.CommandLine.Command;

/** {@code webhooks}: events that were not taken. */
@Command(name = "webhooks", description = "Sends webhook events again that failed.")
public final class WebhooksCommand extends Group {}
