package dev.nightshift.platform.redis;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.keyspaces.KeyPattern;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.KeyValue;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * Looks at all keys of a server and removes some, a piece at a time. What is removed has the form
 * of its space, or TENANT_MISMATCH. A piece holds at most {@value #MOST} keys; the pieces of one
 * call are sent one behind the other without waiting. While Redis is away every method throws
 * NightshiftException REDIS_UNAVAILABLE. Thread-safe.
 */
public final class KeySweep {
    /** Keys of a piece: a server answers nobody else while it works on one. */
    public static final int MOST = 1_000;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RedisStores redis;

    /** Over a connection that the caller closes. */
    public KeySweep(RedisStores redis) {
        this.redis = redis;
    }

    /** Which server answers; a cursor is good for no other. */
    public String server() {
        return redis.call(
                "ask which server it is",
                c ->
                        c.info("server")
                                .lines()
                                .filter(line -> line.startsWith("run_id:"))
                                .findFirst()
                                .orElse("run_id:unknown"));
    }

    /** How many keys there are. */
    public long size() {
        return redis.call("count its keys", c -> c.dbsize());
    }

    /** Returns once the server has answered: how long that takes tells how busy it is. */
    public void ping() {
        redis.call("ask whether it answers", c -> c.ping());
    }

    /**
     * The keys behind a cursor.
     *
     * @param cursor of the page before; {@code 0} for the first
     * @param glob only keys that match; null for all
     * @param count about so many are looked at
     */
    public KeyPage page(String cursor, @Nullable String glob, int count) {
        ScanArgs limit = ScanArgs.Builder.limit(count);
        ScanArgs args = glob == null ? limit : limit.match(glob);
        KeyScanCursor<String> page =
                redis.call("look at its keys", c -> c.scan(ScanCursor.of(cursor), args));
        return new KeyPage(page.getKeys(), page.getCursor(), page.isFinished());
    }

    /** The values of strings; null for what is none or is gone. */
    public List<List<@Nullable String>> values(List<List<String>> pieces) {
        return send("read values", pieces, (c, piece) -> c.mget(piece.toArray(String[]::new)))
                .stream()
                .map(KeySweep::orNulls)
                .toList();
    }

    private static List<@Nullable String> orNulls(List<KeyValue<String, String>> values) {
        List<@Nullable String> texts = new ArrayList<>(values.size());
        for (KeyValue<String, String> value : values) {
            texts.add(value.hasValue() ? value.getValue() : null);
        }
        return texts;
    }

    /**
     * Removes strings that still have the value they had.
     *
     * @param values of the keys, piece by piece
     * @return those that were removed
     */
    public List<String> unlinkUnchanged(
            KeyPattern space, List<List<String>> keys, List<List<String>> values) {
        return named(
                "remove keys",
                space,
                keys,
                (c, i) ->
                        eval(
                                c,
                                SweepScripts.UNLINK_UNCHANGED,
                                keys.get(i),
                                values.get(i).toArray(String[]::new)));
    }

    /**
     * The keys that have no time to live and were not used for so long.
     *
     * @param remove whether they are removed in the same step
     */
    public List<String> withoutTimeToLive(
            KeyPattern space, List<List<String>> keys, Duration idle, boolean remove) {
        return named(
                "look for keys without a time to live",
                space,
                keys,
                (c, i) ->
                        eval(
                                c,
                                SweepScripts.MISSING_TTL,
                                keys.get(i),
                                Long.toString(idle.toSeconds()),
                                remove ? "1" : "0"));
    }

    /** Removes keys whatever they hold; returns those that were there. */
    public List<String> unlink(KeyPattern space, List<List<String>> keys) {
        return named(
                "remove keys", space, keys, (c, i) -> eval(c, SweepScripts.UNLINK, keys.get(i)));
    }

    private static RedisFuture<List<Long>> eval(
            RedisAsyncCommands<String, String> commands,
            String script,
            List<String> keys,
            String... arguments) {
        return commands.eval(
                script, ScriptOutputType.MULTI, keys.toArray(String[]::new), arguments);
    }

    /** The keys that the answers name by their positions, from 1. */
    private List<String> named(
            String what,
            KeyPattern space,
            List<List<String>> keys,
            BiFunction<RedisAsyncCommands<String, String>, Integer, RedisFuture<List<Long>>>
                    command) {
        requireInside(space, keys);
        List<Integer> pieces = IntStream.range(0, keys.size()).boxed().toList();
        List<List<Long>> positions = send(what, pieces, command);
        List<String> named = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            for (Long position : positions.get(i)) {
                named.add(keys.get(i).get(Math.toIntExact(position - 1)));
            }
        }
        return named;
    }

    private <P, T> List<T> send(
            String what,
            List<P> pieces,
            BiFunction<RedisAsyncCommands<String, String>, P, RedisFuture<T>> command) {
        if (pieces.isEmpty()) {
            return List.of();
        }
        return redis.pipeline(
                what,
                commands -> {
                    List<RedisFuture<T>> sent = new ArrayList<>(pieces.size());
                    for (P piece : pieces) {
                        sent.add(command.apply(commands, piece));
                    }
                    List<T> answers = new ArrayList<>(pieces.size());
                    for (RedisFuture<T> answer : sent) {
                        answers.add(
                                LettuceFutures.awaitOrCancel(
                                        answer, PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
                    }
                    return answers;
                });
    }

    private static void requireInside(KeyPattern space, List<List<String>> keys) {
        for (List<String> piece : keys) {
            for (String key : piece) {
                if (space.company(key).isEmpty()) {
                    throw new NightshiftException(
                            FailureCode.TENANT_MISMATCH,
                            "A key is not of the form %s.".formatted(space),
                            "");
                }
            }
        }
    }
}
