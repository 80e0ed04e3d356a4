package dev.nightshift.drills.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** One live drill at a time on any MongoDB, whoever begins it and wherever. */
class LiveLeaseIT {
    private static final Instant START = Instant.parse("2026-10-03T03:00:00Z");

    private static LiveLease take(MongoStores mongo, String actor, Instant now, AtomicLong nanos) {
        return LiveLease.take(
                mongo.platform(),
                new PlatformContext("r", "drill", actor),
                "drill-of-" + actor,
                () -> now,
                nanos::get);
    }

    private static LiveLease take(MongoStores mongo, String actor, Instant now) {
        return take(mongo, actor, now, new AtomicLong());
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void whoComesSecondIsToldWhoHasItAndSinceWhen(EmbeddedStack stores) {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri());
                MongoStores other = MongoStores.open(stores.endpoints().mongodbUri())) {
            try (LiveLease first = take(mongo, "ada", START)) {
                assertThat(first.reason()).isEmpty();
                assertThatThrownBy(() -> take(other, "grace", START.plusSeconds(60)))
                        .isInstanceOfSatisfying(
                                NightshiftException.class,
                                refused -> {
                                    assertThat(refused.code()).isEqualTo(FailureCode.DRILL_REFUSED);
                                    assertThat(refused.message())
                                            .contains(
                                                    "drill-of-ada",
                                                    "since 2026-10-03T03:00:00Z",
                                                    "run by ada on ",
                                                    "process " + ProcessHandle.current().pid());
                                    assertThat(refused.hint()).contains("stop-all");
                                });
            }
            // Given back at its end, it is there for the next at once.
            try (LiveLease second = take(other, "grace", START.plusSeconds(61))) {
                assertThat(second.reason()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void itLapsesWhenItsHolderDiesAndAHolderThatWakesKnowsThatItIsLost(EmbeddedStack stores) {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri());
                LiveLease dead = take(mongo, "ada", START)) {
            Instant later = START.plus(LiveLease.LIFE);
            try (LiveLease next = take(mongo, "grace", later)) {
                dead.renew();

                assertThat(dead.reason())
                        .hasValueSatisfying(why -> assertThat(why).contains("lost"));
                assertThat(next.reason()).isEmpty();
                // What is no longer its own it cannot prolong.
                assertThatThrownBy(() -> take(mongo, "eve", later.plusSeconds(1)))
                        .hasMessageContaining("drill-of-grace");
                next.renew();
                assertThat(next.reason()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void whoCannotRenewItGivesUpBeforeAnotherMayBegin(EmbeddedStack stores) {
        AtomicLong nanos = new AtomicLong();
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri());
                LiveLease lease = take(mongo, "ada", START, nanos)) {
            nanos.set(LiveLease.LIFE.minusSeconds(21).toNanos());
            assertThat(lease.reason()).isEmpty();
            nanos.set(LiveLease.LIFE.minusSeconds(19).toNanos());
            assertThat(lease.reason()).isPresent();
            lease.renew();
            assertThat(lease.reason()).isEmpty();
        }
    }
}
