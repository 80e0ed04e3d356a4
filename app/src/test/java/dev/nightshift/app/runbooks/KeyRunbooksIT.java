package dev.nightshift.app.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.platform.testing.RedisWire;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;

/** Reads the commands out of the runbooks about keys and the cache, and runs them. */
class KeyRunbooksIT {
    private final EmbeddedStack stack = EmbeddedStack.fresh();

    @Test
    void expiredKeysAreFoundAndRemovedAsTheRunbookSays() throws IOException {
        Runbook runbook = new Runbook("key-cleanup.md", stack.settings());
        assertThat(runbook.run("companies add acme --name Acme").exit()).isZero();
        try (RedisWire redis = RedisWire.connect(stack.endpoints().redisUri())) {
            for (int n = 0; n < 300; n++) {
                redis.call("SET", "session:demo:old" + n, "{\"expiresAt\":1500000000000}");
                redis.call("SET", "session:acme:new" + n, "{\"expiresAt\":9000000000000}");
            }
            redis.call("SET", "session:acme:old", "{\"expiresAt\":1500000000000}");

            List<Runbook.Ended> ended = runbook.follow();

            assertThat(ended.getFirst().out())
                    .contains("601 keys, 301 expired, 0 removed; critical");
            assertThat(redis.call("EXISTS", "session:demo:old1", "session:acme:old")).isEqualTo(0L);
            assertThat(redis.call("EXISTS", "session:acme:new1")).isEqualTo(1L);
        }
    }

    @Test
    void whatIsCachedWronglyIsDroppedAsTheRunbookSays() throws IOException {
        Runbook runbook = new Runbook("cache-purge.md", stack.settings());
        // Work for a company caches its record.
        assertThat(runbook.run("leads count --company demo").exit()).isZero();
        try (RedisWire redis = RedisWire.connect(stack.endpoints().redisUri())) {
            redis.call(
                    "SET",
                    "company:demo",
                    "{\"_id\":\"demo\",\"name\":\"Of yesterday\",\"region\":\"US\"}");
            redis.call("SADD", "cv:tags:company:demo", "company:demo");

            List<Runbook.Ended> ended = runbook.follow();

            assertThat(ended.getFirst().out()).contains("another record of it than MongoDB");
            assertThat(redis.call("EXISTS", "company:demo")).isEqualTo(0L);
        }
    }
}
