package dev.nightshift.app.cli.registry;

import dev.nightshift.alerts.registry.Registry;
import dev.nightshift.alerts.registry.RegistryEntry;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.app.cli.Session;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** {@code registry list}. */
@Command(
        name = "list",
        description = "Lists the operations that can raise an alert; needs no store.")
public final class RegistryListCommand implements Callable<Integer> {
    @Option(names = "--tab", paramLabel = "TAB", description = "Of this tab only.")
    private @Nullable String tab;

    private final Session session;

    /** The command in a session. */
    public RegistryListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Registry registry = RegistryLoader.load(session.settings().registryDir()).orThrow();
        String key = tab == null ? "" : tab.toUpperCase(Locale.ROOT);
        if (tab != null && registry.tabs().tab(key).isEmpty()) {
            throw new NightshiftException(
                    FailureCode.NOT_FOUND,
                    "There is no tab '%s'.".formatted(tab),
                    "The tabs are %s."
                            .formatted(
                                    registry.tabs().tabs().stream()
                                            .map(one -> one.key())
                                            .collect(Collectors.joining(", "))));
        }
        List<RegistryEntry> entries =
                registry.entries().stream()
                        .filter(entry -> tab == null || entry.tab().equals(key))
                        .toList();
        session.printer().result(entries.stream().map(EntryView::of).toList(), EntryView::table);
        return 0;
    }
}
