package dev.nightshift.alerts.registry.scan;

import java.util.List;

/**
 * What a scan found.
 *
 * @param sites by code, file and line
 * @param unread places whose code is no constant that could be followed
 */
public record FoundSites(List<EmitSite> sites, List<UnreadSite> unread) {
    public FoundSites {
        sites = sites.stream().sorted().distinct().toList();
        unread = List.copyOf(unread);
    }
}
