package dev.nightshift.platform.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;

class AddressMapTest {
    private final AddressMap map =
            new AddressMap(Map.of("Mongo-1.example:27017", "127.9.0.1:27017"));

    @Test
    void aServerIsReachedWhereTheMapSays() {
        assertThat(map.route("mongo-1.EXAMPLE", 27017)).contains("127.9.0.1:27017");
        assertThat(map.address("mongo-1.example")).contains("127.9.0.1");
    }

    @Test
    void anyOtherIsReachedWhereItIs() {
        assertThat(map.route("mongo-1.example", 27018)).isEmpty();
        assertThat(map.address("mongo-2.example")).isEmpty();
        assertThat(AddressMap.none().address("mongo-1.example")).isEmpty();
    }
}
