package dev.nightshift.jobs.sloprobe.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.UnknownHostException;

class AddressRulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "168.63.129.16",
                "::ffff:168.63.129.16",
                "64:ff9b::a83f:8110",
                "100.100.100.200",
                "fd20:ce::254",
                "0.0.0.0",
                "0.1.2.3",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "192.0.0.8",
                "198.18.0.1",
                "198.19.255.255",
                "fe80::1",
                "ff02::1",
                "::",
                "fd00:ec2::254",
                "::ffff:169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::1"
            })
    void isNeverReached(String address) throws UnknownHostException {
        assertThat(AddressRules.allows(InetAddress.getByName(address), true)).isFalse();
        assertThat(AddressRules.allows(InetAddress.getByName(address), false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "100.64.0.1",
                "100.127.255.255",
                "::1",
                "fc00::1",
                "fd12:3456::1",
                "::ffff:127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:0a00:0001::1"
            })
    void isReachedOnlyWhereThePlanSaysPrivate(String address) throws UnknownHostException {
        assertThat(AddressRules.allows(InetAddress.getByName(address), true)).isTrue();
        assertThat(AddressRules.allows(InetAddress.getByName(address), false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "93.184.216.34",
                "168.63.129.15",
                "168.63.129.17",
                "172.15.0.1",
                "172.32.0.1",
                "100.63.0.1",
                "100.128.0.1",
                "192.0.1.1",
                "198.17.0.1",
                "2606:2800:220:1::1",
                "64:ff9b::808:808"
            })
    void isReached(String address) throws UnknownHostException {
        assertThat(AddressRules.allows(InetAddress.getByName(address), false)).isTrue();
    }
}
