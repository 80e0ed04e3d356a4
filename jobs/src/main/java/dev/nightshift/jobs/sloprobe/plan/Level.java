package dev.nightshift.jobs.sloprobe.plan;

import dev.nightshift.alerts.Severity;

/**
 * How bad a breach is.
 *
 * @param bound of latency the milliseconds from which on, of a share of good requests the share
 *     below which, an alert has this severity
 */
public record Level(Severity severity, double bound) {}
