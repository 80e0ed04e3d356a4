package dev.nightshift.writers.mongo;

import java.util.List;

/**
 * What an undo did. Component names are part of the JSON contract.
 *
 * @param removed leads that the import had inserted, now deleted
 * @param restored leads that the import had updated, now as they were before it
 * @param changedSince leads left alone because somebody changed or deleted them after the import,
 *     or because another lead has their former phone or e-mail now
 * @param changedLeads ids of the first {@value ImportUndo#NAMED_LEADS} of these, 24 hexadecimal
 *     digits each
 */
public record UndoReport(
        long removed, long restored, long changedSince, List<String> changedLeads) {}
