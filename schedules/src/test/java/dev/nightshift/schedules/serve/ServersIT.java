package dev.nightshift.schedules.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.stack.Endpoints;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** Who serves, and since when nobody does, on each relational store. */
@Timeout(60)
class ServersIT {
    static List<Supplier<Endpoints>> stores() {
        return List.of(TestStores::h2, TestStores::postgres);
    }

    @ParameterizedTest
    @MethodSource("stores")
    void anotherProcessIsRefused(Supplier<Endpoints> store) {
        try (Bench bench =
                new Bench(
                        store.get(),
                        InstantSource.system(),
                        Row.aRow("tick", "0 0 1 * * ?").build())) {
            String first = bench.servers().enter(true);

            assertThatExceptionOfType(NightshiftException.class)
                    .isThrownBy(() -> bench.servers().enter(true))
                    .satisfies(
                            refused -> {
                                assertThat(refused.code()).isEqualTo(FailureCode.ALREADY_RUNNING);
                                assertThat(refused.message()).contains("pid ");
                            });
            bench.servers().leave(first);
            bench.servers().leave(bench.servers().enter(true));
        }
    }

    @ParameterizedTest
    @MethodSource("stores")
    void aReloadThatIsAskedForWhileAFileIsReadIsNotAnsweredWithThatFile(Supplier<Endpoints> store) {
        try (Bench bench = new Bench(store.get(), InstantSource.system())) {
            Servers servers = bench.servers();
            String server = servers.enter(true);
            assertThat(servers.reloadWanted(server)).isEmpty();
            assertThat(servers.wantReload()).isEqualTo(1);
            assertThat(servers.reloadWanted(server)).hasValue(1);
            assertThat(servers.wantReload()).isEqualTo(1);

            servers.reloaded(server, 1, "the old file");
            assertThat(servers.reloadWanted(server)).hasValue(2);
            servers.reloaded(server, 2, "the new file");
            assertThat(servers.reloadWanted(server)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("stores")
    void whenSomebodyServedLastIsKept(Supplier<Endpoints> store) {
        try (Bench bench =
                new Bench(
                        store.get(),
                        InstantSource.system(),
                        Row.aRow("tick", "0 0 1 * * ?").build())) {
            Servers servers = bench.servers();
            assertThat(servers.servedUntil()).isEmpty();
            String died = servers.enter(false);
            assertThat(servers.servedUntil()).isEmpty();
            bench.lapse(died, Duration.ofHours(2));
            assertThat(servers.live()).isEmpty();
            Instant first = servers.servedUntil().orElseThrow();

            servers.leave(servers.enter(false));
            Instant second = servers.servedUntil().orElseThrow();
            bench.lapse(servers.enter(false), Duration.ofHours(1));
            assertThat(servers.live()).isEmpty();

            // The store's clock, by which all of them were written.
            assertThat(Duration.between(first, second))
                    .isBetween(Duration.ofHours(2), Duration.ofHours(2).plusMinutes(2));
            assertThat(servers.servedUntil()).contains(second);
        }
    }
}
