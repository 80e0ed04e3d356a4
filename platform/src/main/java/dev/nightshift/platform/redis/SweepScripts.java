package dev.nightshift.platform.redis;

/** Removals that look again as they remove: a key that was renewed meanwhile stays. */
final class SweepScripts {
    /** KEYS: keys. ARGV: the value each had. Returns the positions of those that were removed. */
    static final String UNLINK_UNCHANGED =
            """
            local found = {}
            local gone = {}
            for i = 1, #KEYS do
              if redis.pcall('GET', KEYS[i]) == ARGV[i] then
                found[#found + 1] = i
                gone[#gone + 1] = KEYS[i]
              end
            end
            if #gone > 0 then redis.call('UNLINK', unpack(gone)) end
            return found
            """;

    /** KEYS: keys. Returns the positions of those that were there and are no more. */
    static final String UNLINK =
            """
            local found = {}
            for i = 1, #KEYS do
              if redis.call('UNLINK', KEYS[i]) == 1 then found[#found + 1] = i end
            end
            return found
            """;

    /**
     * KEYS: keys. ARGV: seconds of idleness, 1 to remove them. Returns the positions of the keys
     * without a time to live. A server that evicts by frequency knows no idleness: there, a space
     * that asks for it removes nothing.
     */
    static final String MISSING_TTL =
            """
            local found = {}
            local gone = {}
            local idle = tonumber(ARGV[1])
            for i = 1, #KEYS do
              if redis.call('PTTL', KEYS[i]) == -1 then
                local since = idle
                if idle > 0 then
                  since = redis.pcall('OBJECT', 'IDLETIME', KEYS[i])
                end
                if type(since) == 'number' and since >= idle then
                  found[#found + 1] = i
                  gone[#gone + 1] = KEYS[i]
                end
              end
            end
            if #gone > 0 and ARGV[2] == '1' then redis.call('UNLINK', unpack(gone)) end
            return found
            """;

    private SweepScripts() {}
}
