package dev.nightshift.alerts.storm;

import java.time.Duration;

/**
 * How bad it gets.
 *
 * @param phase how long each server is away, and how long all are there before and after
 * @param perSecond emits a second, of all threads together
 * @param companies that raise alerts
 * @param orphans emits of a second process, which is killed while MongoDB is away
 */
public record StormPlan(Duration phase, int perSecond, int companies, int orphans) {}
