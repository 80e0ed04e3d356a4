package dev.nightshift.alerts.registry.source.report;

import java.util.List;

/**
 * A call of {@code sendAlert}.
 *
 * @param codes what it can emit; {@code *} stands for what is only known when the code runs
 * @param severities as written, for example {@code CRITICAL}; empty where none is named
 * @param eventTypes as written, for example {@code slo_breach}; empty where none is named
 * @param notes what could not be read, in words
 */
public record EmitSite(
        Place place,
        List<String> codes,
        List<String> severities,
        List<String> eventTypes,
        List<String> notes) {}
