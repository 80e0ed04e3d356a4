package dev.nightshift.platform.addresses;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Servers that are reached under another address, while their names stay: a client that learns the
 * names of a replica set's members from the set itself goes through a proxy all the same.
 * Immutable.
 *
 * @param routes from {@code host:port} to {@code address:port}; for MongoDB, whose driver maps
 *     hosts only, both ports are the same
 */
public record AddressMap(Map<String, String> routes) {
    private static final AddressMap NONE = new AddressMap(Map.of());

    /** Host names in lower case. */
    public AddressMap {
        Map<String, String> lower = new HashMap<>();
        routes.forEach((from, to) -> lower.put(from.toLowerCase(Locale.ROOT), to));
        routes = Map.copyOf(lower);
    }

    /** Every server under its own address. */
    public static AddressMap none() {
        return NONE;
    }

    /** Where that server is reached instead, as {@code address:port}; empty for where it is. */
    public Optional<String> route(String host, int port) {
        return Optional.ofNullable(routes.get(host.toLowerCase(Locale.ROOT) + ":" + port));
    }

    /** The address of that host whatever the port; empty for its own. */
    public Optional<String> address(String host) {
        String prefix = host.toLowerCase(Locale.ROOT) + ":";
        return routes.entrySet().stream()
                .filter(route -> route.getKey().startsWith(prefix))
                .map(route -> route.getValue().substring(0, route.getValue().lastIndexOf(':')))
                .findFirst();
    }
}
