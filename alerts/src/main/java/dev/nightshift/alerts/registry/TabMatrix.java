package dev.nightshift.alerts.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All tabs. Immutable. */
public record TabMatrix(List<Tab> tabs) {
    public TabMatrix {
        tabs = List.copyOf(tabs);
    }

    /** The tab with this key. */
    public Optional<Tab> tab(String key) {
        return tabs.stream().filter(tab -> tab.key().equals(key)).findFirst();
    }

    /** Both together; keys of both are found here first. */
    public TabMatrix and(TabMatrix more) {
        List<Tab> all = new ArrayList<>(tabs);
        all.addAll(more.tabs);
        return new TabMatrix(all);
    }

    /** The prefix of the tab with the longest one that this text begins with. */
    Optional<Match> longestMatch(String text) {
        Match longest = null;
        for (Tab tab : tabs) {
            for (String prefix : tab.prefixes()) {
                if (text.startsWith(prefix + "_")
                        && (longest == null || prefix.length() > longest.prefix().length())) {
                    longest = new Match(tab, prefix);
                }
            }
        }
        return Optional.ofNullable(longest);
    }

    /** A tab and which of its prefixes was found. */
    record Match(Tab tab, String prefix) {}
}
