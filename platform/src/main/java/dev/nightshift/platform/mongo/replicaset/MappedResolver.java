package dev.nightshift.platform.mongo.replicaset;

import com.mongodb.spi.dns.InetAddressResolver;

import dev.nightshift.platform.addresses.AddressMap;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks hosts up where an address map says, so that a replica set's own names stay as they are. */
public record MappedResolver(AddressMap addresses) implements InetAddressResolver {
    @Override
    public List<InetAddress> lookupByName(String host) throws UnknownHostException {
        return List.of(InetAddress.getAllByName(addresses.address(host).orElse(host)));
    }
}
