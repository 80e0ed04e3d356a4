package dev.nightshift.drills.replicaset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.drills.replicaset.LogEntry.RetryableWrite;
import dev.nightshift.platform.testing.PropertySeed;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** A log that is trimmed, against one that never is and is replayed from its beginning. */
class CappedLogTest {
    private static final long CAP = 4_000;
    private static final String DATABASE = "shop";

    /** A member, and all that it ever did and did not take back. */
    private static final class Twin implements AutoCloseable {
        private final MemberData data = new MemberData(CAP);
        private final List<LogEntry> everything = new ArrayList<>();

        void write(long term, int kind, int id, int session) {
            BsonDocument about = new BsonDocument("_id", new BsonInt32(id % 6));
            BsonDocument answer =
                    data.execute(
                            DATABASE,
                            switch (kind % 4) {
                                case 0 -> delete(about);
                                case 1 -> update(about, id, false);
                                default -> update(about, id, true);
                            });
            if (data.captured().isEmpty()) {
                return;
            }
            long index = data.log().lastIndex() + 1;
            add(
                    entry(
                            index,
                            term,
                            data.captured(),
                            session == 0
                                    ? null
                                    : new RetryableWrite("s" + session, index, answer, index)));
        }

        private void add(LogEntry entry) {
            data.append(entry);
            everything.add(entry);
        }

        /** As a secondary does it; true when there was something to do. */
        boolean follow(Twin primary) {
            OperationLog mine = data.log();
            OperationLog other = primary.data.log();
            if (mine.lastIndex() < other.cut()
                    || mine.last().filter(entry -> !other.has(entry)).isPresent()) {
                OptionalLong common = mine.common(other);
                long really = common(primary);
                if (common.isPresent()) {
                    assertThat(common.getAsLong()).isEqualTo(really);
                }
                if (common.isPresent() && data.rollBack(common.getAsLong())) {
                    everything.subList(Math.toIntExact(really), everything.size()).clear();
                } else {
                    data.copy(primary.data);
                    everything.clear();
                    everything.addAll(primary.everything);
                }
                return true;
            }
            return mine.lastIndex() < other.lastIndex() && follow(other, mine.lastIndex() + 1);
        }

        private boolean follow(OperationLog other, long next) {
            LogEntry entry = other.entry(next).orElseThrow();
            data.apply(entry);
            everything.add(entry);
            return true;
        }

        long common(Twin other) {
            int index = 0;
            while (index < Math.min(everything.size(), other.everything.size())
                    && everything.get(index).isSameAs(other.everything.get(index))) {
                index++;
            }
            return index;
        }

        void assertIsAsIfNothingHadBeenDropped() {
            assertThat(data.log().lastIndex()).isEqualTo(everything.size());
            Map<BsonDocument, BsonDocument> documents = new TreeMap<>(CappedLogTest::byId);
            Map<String, RetryableWrite> writes = new TreeMap<>();
            for (LogEntry entry : everything) {
                entry.changes()
                        .forEach(
                                change -> {
                                    BsonDocument content = change.content();
                                    if (content == null) {
                                        documents.remove(change.id());
                                    } else {
                                        documents.put(change.id(), content);
                                    }
                                });
                RetryableWrite write = entry.write();
                if (write != null) {
                    writes.put(write.session(), write);
                }
            }
            assertThat(documents(data)).containsExactlyInAnyOrderElementsOf(documents.values());
            for (int session = 1; session < 4; session++) {
                assertThat(data.write("s" + session).orElse(null))
                        .isEqualTo(writes.get("s" + session));
            }
        }

        @Override
        public void close() {
            data.close();
        }
    }

    private static int byId(BsonDocument one, BsonDocument other) {
        return Integer.compare(one.getInt32("_id").getValue(), other.getInt32("_id").getValue());
    }

    private static BsonDocument delete(BsonDocument about) {
        return new BsonDocument("delete", new BsonString("orders"))
                .append(
                        "deletes",
                        new BsonArray(
                                List.of(
                                        new BsonDocument("q", about)
                                                .append("limit", new BsonInt32(1)))));
    }

    private static BsonDocument update(BsonDocument about, int number, boolean upsert) {
        return new BsonDocument("update", new BsonString("orders"))
                .append(
                        "updates",
                        new BsonArray(
                                List.of(
                                        new BsonDocument("q", about)
                                                .append(
                                                        "u",
                                                        new BsonDocument(
                                                                "n", new BsonInt32(number)))
                                                .append("upsert", BsonBoolean.valueOf(upsert)))));
    }

    private static LogEntry entry(
            long index,
            long term,
            List<LogEntry.DocumentChange> changes,
            @Nullable RetryableWrite write) {
        return new LogEntry(
                index, term, new BsonTimestamp(1, 1), Instant.EPOCH, 0, changes, null, write);
    }

    private static List<BsonDocument> documents(MemberData data) {
        return data
                .read(
                        DATABASE,
                        new BsonDocument("find", new BsonString("orders"))
                                .append("batchSize", new BsonInt32(1_000)))
                .getDocument("cursor")
                .getArray("firstBatch")
                .stream()
                .map(value -> BsonDocument.parse(value.asDocument().toJson()))
                .toList();
    }

    @Property(tries = 150, seed = PropertySeed.VALUE)
    void membersHaveWhatTheyWouldHaveWithLogsThatAreNeverTrimmed(
            @ForAll @Size(min = 20, max = 120)
                    List<@IntRange(min = 0, max = 9_999) Integer> moves) {
        try (Twin one = new Twin();
                Twin two = new Twin()) {
            Twin primary = one;
            Twin other = two;
            long term = 1;
            for (int move : moves) {
                int what = move % 20;
                int how = move / 20;
                if (what < 9) {
                    primary.write(term, how, move, how % 4);
                } else if (what < 15) {
                    for (int n = 0; n <= how % 5; n++) {
                        var _ = other.follow(primary);
                    }
                } else if (what < 17) {
                    // The primary is gone with what only it had; the other is elected.
                    Twin gone = primary;
                    primary = other;
                    other = gone;
                    term++;
                } else {
                    long committed = primary.common(other);
                    primary.data.log().trim(committed);
                    other.data.log().trim(committed);
                }
                one.assertIsAsIfNothingHadBeenDropped();
                two.assertIsAsIfNothingHadBeenDropped();
            }
            while (other.follow(primary)) {
                other.assertIsAsIfNothingHadBeenDropped();
            }
            assertThat(other.everything).isEqualTo(primary.everything);
        }
    }

    @Test
    void howMuchIsRememberedDoesNotGrowWithWhatIsWritten() {
        try (Twin primary = new Twin()) {
            for (int n = 0; n < 20_000; n++) {
                primary.write(1, 2, n, 1);
                primary.data.log().trim(primary.data.log().lastIndex());
                assertThat(primary.data.log().size()).isLessThanOrEqualTo(10);
            }
            assertThat(primary.data.log().lastIndex()).isEqualTo(20_000);
        }
    }

    @Test
    void whatNoMajorityHasIsRememberedHoweverMuchItIs() {
        try (Twin primary = new Twin()) {
            for (int n = 0; n < 100; n++) {
                primary.write(1, 2, n, 0);
                primary.data.log().trim(40);
            }
            assertThat(primary.data.log().cut()).isEqualTo(40);
            assertThat(primary.data.log().size()).isEqualTo(60);
        }
    }
}
