package dev.nightshift.jobs.sloprobe.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Which addresses an HTTP probe may reach: a plan names a host, and whoever owns its name decides
 * where it leads. Link-local addresses and the few others where clouds keep credentials are never
 * reached; those of private networks and of this machine only where the plan says so. Sources: the
 * IANA registries of special-purpose addresses, RFC 6890; the clouds' own pages.
 */
final class AddressRules {
    /** 168.63.129.16, through which Azure's machines are handed certificates and settings. */
    private static final InetAddress AZURE = four(new byte[] {(byte) 168, 63, (byte) 129, 16}, 0);

    /** 100.100.100.200, Alibaba's metadata service, in the range of carriers' networks. */
    private static final InetAddress ALIBABA = four(new byte[] {100, 100, 100, (byte) 200}, 0);

    private AddressRules() {}

    /** Whether an address may be reached. */
    static boolean allows(InetAddress address, boolean inside) {
        InetAddress real = embedded(address);
        if (real.isAnyLocalAddress() || real.isLinkLocalAddress() || real.isMulticastAddress()) {
            return false;
        }
        return real instanceof Inet4Address ? allowsFour(real, inside) : allowsSix(real, inside);
    }

    private static boolean allowsFour(InetAddress address, boolean inside) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        int third = bytes[2] & 0xff;
        boolean never =
                first == 0
                        || first >= 240
                        || (first == 192 && second == 0 && third == 0)
                        || (first == 198 && (second == 18 || second == 19))
                        || AZURE.equals(address)
                        || ALIBABA.equals(address);
        boolean isPrivate =
                first == 10
                        || first == 127
                        || (first == 172 && second >= 16 && second < 32)
                        || (first == 192 && second == 168)
                        || (first == 100 && second >= 64 && second < 128);
        return !never && (inside || !isPrivate);
    }

    private static boolean allowsSix(InetAddress address, boolean inside) {
        byte[] bytes = address.getAddress();
        int first = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
        int second = ((bytes[2] & 0xff) << 8) | (bytes[3] & 0xff);
        // The metadata services of two large clouds listen there: fd00:ec2::254, fd20:ce::254.
        boolean never =
                (first == 0xfd00 && bytes[2] == 0x0e) || (first == 0xfd20 && second == 0xce);
        boolean isPrivate =
                address.isLoopbackAddress()
                        || address.isSiteLocalAddress()
                        || (bytes[0] & 0xfe) == 0xfc;
        return !never && (inside || !isPrivate);
    }

    /** The IPv4 address inside an IPv6 one that a gateway would forward to it; else itself. */
    private static InetAddress embedded(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != 16) {
            return address;
        }
        int first = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
        int second = ((bytes[2] & 0xff) << 8) | (bytes[3] & 0xff);
        if (first == 0x2002) {
            return four(bytes, 2);
        }
        return first == 0x64 && second == 0xff9b ? four(bytes, 12) : address;
    }

    private static InetAddress four(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(
                    new byte[] {bytes[from], bytes[from + 1], bytes[from + 2], bytes[from + 3]});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
