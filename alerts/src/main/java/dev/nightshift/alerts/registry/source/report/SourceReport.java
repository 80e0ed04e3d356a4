package dev.nightshift.alerts.registry.source.report;

import java.util.List;

/**
 * What a scan found, each list by file and line.
 *
 * @param files how many files were read, in whole or in part
 * @param lines how many lines they have
 * @param adapters files that define {@code sendAlert}: what they send is the adapter's own business
 * @param skipped how many minified files were passed over
 */
public record SourceReport(
        int files,
        long lines,
        int skipped,
        List<String> adapters,
        List<EmitSite> emits,
        List<Finding> findings,
        List<Unread> unread) {}
