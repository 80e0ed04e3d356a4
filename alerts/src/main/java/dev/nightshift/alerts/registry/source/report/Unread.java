package dev.nightshift.alerts.registry.source.report;

/**
 * A file, or the part of one behind a line, that the scan could not read.
 *
 * @param line where it begins; 0 for the whole file
 */
public record Unread(String file, int line, String reason) {}
