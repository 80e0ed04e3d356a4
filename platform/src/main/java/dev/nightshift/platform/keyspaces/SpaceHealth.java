package dev.nightshift.platform.keyspaces;

/**
 * What was found of a company in a space.
 *
 * @param keys distinct keys or documents
 * @param expired of them expired and still there
 * @param removed by the run that looked
 * @param level how bad that is
 */
public record SpaceHealth(long keys, long expired, long removed, HealthLevel level) {}
