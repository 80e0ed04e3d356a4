package dev.nightshift.platform.redis;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;

import java.time.Duration;

/** What an operator of a Redis does to it. Thread-safe. */
public final class RedisControl implements AutoCloseable {
    private final RedisStores redis;

    private RedisControl(RedisStores redis) {
        this.redis = redis;
    }

    /**
     * Connects to nothing yet.
     *
     * @param pause the longest that the server may be paused, which an answer is waited for
     */
    public static RedisControl open(String uri, Duration pause) {
        return new RedisControl(
                RedisStores.open(
                        uri,
                        new RedisOptions(
                                pause.plusSeconds(5),
                                Duration.ofMillis(250),
                                Duration.ofSeconds(1)),
                        System::nanoTime));
    }

    /**
     * Holds the clients' commands back for that long; the server goes on by itself then.
     *
     * @param writesOnly whether reads go on; when they do not, {@link #unpause} is held back too
     * @throws dev.nightshift.platform.failure.NightshiftException REDIS_UNAVAILABLE
     */
    public void pause(Duration duration, boolean writesOnly) {
        client(
                "pause the clients",
                "PAUSE",
                Long.toString(duration.toMillis()),
                writesOnly ? "WRITE" : "ALL");
    }

    /**
     * Lets commands be carried out again.
     *
     * @throws dev.nightshift.platform.failure.NightshiftException REDIS_UNAVAILABLE
     */
    public void unpause() {
        client("let the clients go on", "UNPAUSE");
    }

    private void client(String what, String... arguments) {
        CommandArgs<String, String> words = new CommandArgs<>(StringCodec.UTF8);
        for (String argument : arguments) {
            words.add(argument);
        }
        var _ =
                redis.call(
                        what,
                        c ->
                                c.dispatch(
                                        CommandType.CLIENT,
                                        new StatusOutput<>(StringCodec.UTF8),
                                        words));
    }

    @Override
    public void close() {
        redis.close();
    }
}
