package dev.nightshift.platform.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.keyspaces.KeyPattern;
import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.platform.testing.RedisWire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

class KeySweepIT {
    private static final KeyPattern SPACE = KeyPattern.of("session:{companyId}:{id}");

    private static final RedisOptions PATIENT =
            new RedisOptions(Duration.ofSeconds(20), Duration.ofMillis(50), Duration.ZERO);

    private final EmbeddedStack stack = EmbeddedStack.fresh();
    private final RedisStores redis =
            RedisStores.open(stack.endpoints().redisUri(), PATIENT, System::nanoTime);
    private final RedisWire wire = RedisWire.connect(stack.endpoints().redisUri());
    private final KeySweep sweep = new KeySweep(redis);

    @AfterEach
    void close() {
        wire.close();
        redis.close();
    }

    @Test
    void everyKeyIsFoundPageByPage() {
        Set<String> planted = new HashSet<>();
        for (int i = 0; i < 2_500; i++) {
            wire.call("SET", "session:acme:" + i, "v");
            planted.add("session:acme:" + i);
        }

        Set<String> found = new HashSet<>();
        KeyPage page = sweep.page("0", null, 100);
        found.addAll(page.keys());
        while (!page.last()) {
            page = sweep.page(page.cursor(), null, 100);
            found.addAll(page.keys());
        }

        assertThat(found).isEqualTo(planted);
        assertThat(sweep.size()).isEqualTo(2_500);
        assertThat(sweep.page("0", "session:other:*", 5_000).keys()).isEmpty();
        assertThat(sweep.server()).startsWith("run_id:");
    }

    @Test
    void aKeyThatWasRenewedAfterItWasReadStays() {
        wire.call("SET", "session:acme:1", "old");
        wire.call("SET", "session:acme:2", "old");
        wire.call("RPUSH", "session:acme:3", "list");
        assertThat(
                        sweep.values(
                                List.of(
                                        List.of(
                                                "session:acme:1",
                                                "session:acme:3",
                                                "session:a:b"))))
                .containsExactly(java.util.Arrays.asList("old", null, null));
        wire.call("SET", "session:acme:2", "new");

        assertThat(
                        sweep.unlinkUnchanged(
                                SPACE,
                                List.of(
                                        List.of(
                                                "session:acme:1",
                                                "session:acme:2",
                                                "session:acme:3")),
                                List.of(List.of("old", "old", "old"))))
                .containsExactly("session:acme:1");
        assertThat(wire.call("EXISTS", "session:acme:2", "session:acme:3")).isEqualTo(2L);
    }

    @Test
    void onlyAKeyWithoutATimeToLiveIsFoundAndRemoved() {
        wire.call("SET", "session:acme:1", "v");
        wire.call("SET", "session:acme:2", "v", "EX", "100");
        List<List<String>> keys =
                List.of(List.of("session:acme:1", "session:acme:2", "session:a:b"));

        assertThat(sweep.withoutTimeToLive(SPACE, keys, Duration.ofHours(1), true)).isEmpty();
        assertThat(sweep.withoutTimeToLive(SPACE, keys, Duration.ZERO, false))
                .containsExactly("session:acme:1");
        assertThat(wire.call("EXISTS", "session:acme:1")).isEqualTo(1L);
        assertThat(sweep.withoutTimeToLive(SPACE, keys, Duration.ZERO, true))
                .containsExactly("session:acme:1");
        assertThat(sweep.withoutTimeToLive(SPACE, keys, Duration.ZERO, true)).isEmpty();
        assertThat(wire.call("DBSIZE")).isEqualTo(1L);
    }

    @Test
    void aKeyOutsideItsSpaceIsNotTouched() {
        wire.call("SET", "lock:acme:1", "v");
        List<List<String>> keys = List.of(List.of("lock:acme:1"));

        for (Runnable removal :
                List.<Runnable>of(
                        () -> sweep.unlink(SPACE, keys),
                        () -> sweep.unlinkUnchanged(SPACE, keys, List.of(List.of("v"))),
                        () -> sweep.withoutTimeToLive(SPACE, keys, Duration.ZERO, true))) {
            assertThatExceptionOfType(NightshiftException.class)
                    .isThrownBy(removal::run)
                    .satisfies(e -> assertThat(e.code()).isEqualTo(FailureCode.TENANT_MISMATCH));
        }
        assertThat(wire.call("EXISTS", "lock:acme:1")).isEqualTo(1L);
        assertThat(sweep.unlink(SPACE, List.of(List.of("session:acme:1")))).isEmpty();
    }
}
