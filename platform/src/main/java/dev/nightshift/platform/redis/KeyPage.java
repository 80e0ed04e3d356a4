package dev.nightshift.platform.redis;

import java.util.List;

/**
 * Some of the keys of a server.
 *
 * @param keys as they are; one may come in several pages
 * @param cursor where the next page begins
 * @param last whether there is none
 */
public record KeyPage(List<String> keys, String cursor, boolean last) {
    public KeyPage {
        keys = List.copyOf(keys);
    }
}
