package dev.nightshift.writers.redis;

import dev.nightshift.platform.keyspaces.ExpiryRule;
import dev.nightshift.platform.keyspaces.ExpiryRule.JsonField;
import dev.nightshift.platform.keyspaces.ExpiryRule.MissingTimeToLive;
import dev.nightshift.platform.keyspaces.JsonMoment;
import dev.nightshift.platform.keyspaces.KeySpace.RedisSpace;
import dev.nightshift.platform.redis.KeySweep;
import dev.nightshift.platform.redis.SweepPace;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Tells which keys of a space have expired, and removes them when it is to. A key is looked at
 * again in the step that removes it: one whose value or time to live was renewed meanwhile stays.
 * Safe to repeat. Used by one thread at a time.
 */
public final class ExpiredKeys {
    private static final int PIECES_AT_ONCE = 32;

    private final KeySweep sweep;
    private final SweepPace pace;
    private final boolean remove;

    /**
     * Over a server.
     *
     * @param remove false to only tell
     */
    public ExpiredKeys(KeySweep sweep, SweepPace pace, boolean remove) {
        this.sweep = sweep;
        this.pace = pace;
        this.remove = remove;
    }

    /** Keys of companies that exist, by the space's rules. */
    public Swept sweep(RedisSpace space, List<String> keys, Instant now) {
        List<String> expired = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        List<String> rest = keys;
        for (ExpiryRule rule : space.rules()) {
            Swept found =
                    switch (rule) {
                        case JsonField json -> byValue(space, json, rest, now);
                        case MissingTimeToLive missing -> byTimeToLive(space, missing, rest);
                        case ExpiryRule.TimeToLive redis -> Swept.NOTHING;
                        case ExpiryRule.Orphan orphan -> Swept.NOTHING;
                        case ExpiryRule.DateField document -> Swept.NOTHING;
                    };
            expired.addAll(found.expired());
            removed.addAll(found.removed());
            rest = without(rest, found.expired());
        }
        return new Swept(expired, removed);
    }

    /** Keys of companies that are gone, in a space whose keys go with them. */
    public Swept orphans(RedisSpace space, List<String> keys) {
        List<String> removed = new ArrayList<>();
        for (List<List<String>> some : portions(keys)) {
            if (remove) {
                removed.addAll(sweep.unlink(space.pattern(), some));
            }
            spent(some);
        }
        return new Swept(keys, removed);
    }

    private static List<String> without(List<String> keys, List<String> taken) {
        if (taken.isEmpty()) {
            return keys;
        }
        Set<String> gone = new HashSet<>(taken);
        return keys.stream().filter(key -> !gone.contains(key)).toList();
    }

    private Swept byTimeToLive(RedisSpace space, MissingTimeToLive rule, List<String> keys) {
        List<String> expired = new ArrayList<>();
        for (List<List<String>> some : portions(keys)) {
            expired.addAll(sweep.withoutTimeToLive(space.pattern(), some, rule.idle(), remove));
            spent(some);
        }
        return new Swept(expired, remove ? expired : List.of());
    }

    private Swept byValue(RedisSpace space, JsonField rule, List<String> keys, Instant now) {
        List<String> expired = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        long before = now.minus(rule.age()).toEpochMilli();
        for (List<List<String>> some : portions(keys)) {
            List<List<@Nullable String>> values = sweep.values(some);
            List<List<String>> goneKeys = new ArrayList<>();
            List<List<String>> goneValues = new ArrayList<>();
            for (int i = 0; i < some.size(); i++) {
                List<String> pieceKeys = new ArrayList<>();
                List<String> pieceValues = new ArrayList<>();
                for (int j = 0; j < some.get(i).size(); j++) {
                    String value = values.get(i).get(j);
                    OptionalLong moment = JsonMoment.in(value, rule.name());
                    if (value != null && moment.isPresent() && moment.getAsLong() <= before) {
                        pieceKeys.add(some.get(i).get(j));
                        pieceValues.add(value);
                    }
                }
                if (!pieceKeys.isEmpty()) {
                    goneKeys.add(pieceKeys);
                    goneValues.add(pieceValues);
                    expired.addAll(pieceKeys);
                }
            }
            if (remove) {
                removed.addAll(sweep.unlinkUnchanged(space.pattern(), goneKeys, goneValues));
            }
            spent(some);
        }
        return new Swept(expired, removed);
    }

    /** As many pieces as are sent at once: one where live traffic is to pass between them. */
    private List<List<List<String>>> portions(List<String> keys) {
        List<List<String>> pieces = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += pace.piece()) {
            pieces.add(keys.subList(from, Math.min(keys.size(), from + pace.piece())));
        }
        int atOnce = pace.paced() ? 1 : PIECES_AT_ONCE;
        List<List<List<String>>> portions = new ArrayList<>();
        for (int from = 0; from < pieces.size(); from += atOnce) {
            portions.add(pieces.subList(from, Math.min(pieces.size(), from + atOnce)));
        }
        return portions;
    }

    private void spent(List<List<String>> pieces) {
        pace.spent(pieces.stream().mapToInt(List::size).sum() / 2.0);
    }
}
