package dev.nightshift.alerts.registry.validation;

/**
 * Why an entry is invalid; the component names are the JSON contract.
 *
 * @param reason what is wrong
 * @param fix what to do about it
 */
public record Problem(Check check, String reason, String fix) {}
