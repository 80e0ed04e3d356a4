package dev.nightshift.jobs.runs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.stack.Endpoints;

import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

import java.io.IOException;

class RelationalStoreIT {
    @Test
    void aStoreThatIsAwayIsNamedWithoutItsAddress() {
        Endpoints nowhere =
                new Endpoints("", "", "jdbc:h2:tcp://127.0.0.1:1/./none", "sa", "secret", "");

        assertThatThrownBy(() -> RelationalStore.open(nowhere).close())
                .isInstanceOfSatisfying(
                        NightshiftException.class,
                        away -> {
                            assertThat(away.code()).isEqualTo(FailureCode.JDBC_UNAVAILABLE);
                            assertThat(away.message()).doesNotContain("127.0.0.1");
                            assertThat(away.hint()).contains("NIGHTSHIFT_JDBC_URL");
                        });
    }

    @Test
    void aFullDiskIsNamedWhateverTheDriverMakesOfIt() {
        assertThatThrownBy(
                        () ->
                                RelationalStore.asking(
                                        () -> {
                                            throw new DataAccessResourceFailureException(
                                                    "IO Exception",
                                                    new IOException("No space left on device"));
                                        }))
                .isInstanceOfSatisfying(
                        NightshiftException.class,
                        full -> assertThat(full.code()).isEqualTo(FailureCode.DISK_FULL));
    }
}
