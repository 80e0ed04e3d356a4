package dev.nightshift.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.DriverManager;

class EmbeddedStackIT {
    @Test
    void freshStoresAreDifferentStores() throws Exception {
        EmbeddedStack one = EmbeddedStack.fresh();
        EmbeddedStack two = EmbeddedStack.fresh();

        assertThat(one.endpoints().mongodbUri()).isNotEqualTo(two.endpoints().mongodbUri());
        assertThat(one.endpoints().redisUri()).isNotEqualTo(two.endpoints().redisUri());
        try (Connection connection =
                DriverManager.getConnection(one.endpoints().jdbcUrl(), "sa", "")) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }
}
