package dev.nightshift.alerts.registry;

/**
 * A Redis key of a tab.
 *
 * @param key with placeholders, for example <code>company:{companyId}</code>
 * @param ttlSeconds how long it lives; 0 for ever
 */
public record RedisKey(String key, long ttlSeconds) {}
