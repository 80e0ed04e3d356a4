package dev.nightshift.drills.replicaset;

import dev.nightshift.drills.replicaset.LogEntry.RetryableWrite;
import dev.nightshift.drills.replicaset.wire.Request;

import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Commands that change something: refused, carried out once, passed on, waited for. */
final class Writes {
    private static final Set<String> ABOUT_COLLECTIONS =
            Set.of("create", "createindexes", "drop", "dropdatabase", "dropindexes");
    private static final Set<String> ABOUT_DOCUMENTS =
            Set.of("insert", "update", "delete", "findandmodify");

    private final SimulatedReplicaSet set;

    Writes(SimulatedReplicaSet set) {
        this.set = set;
    }

    static boolean is(Request request) {
        String name = request.name().toLowerCase(Locale.ROOT);
        return ABOUT_COLLECTIONS.contains(name)
                || ABOUT_DOCUMENTS.contains(name)
                || (name.equals("aggregate")
                        && request.body().getArray("pipeline").stream()
                                .anyMatch(
                                        stage ->
                                                stage.asDocument().containsKey("$out")
                                                        || stage.asDocument()
                                                                .containsKey("$merge")));
    }

    BsonDocument answer(Member member, Request request, BsonDocument command)
            throws IOException, InterruptedException {
        set.lock.lockInterruptibly();
        try {
            boolean retryable = request.body().containsKey("txnNumber");
            if (!member.isRunning()) {
                throw new IOException("the process ended");
            }
            if (!member.isPrimary() || member.steppingDown) {
                return Refusals.notPrimary(member, retryable);
            }
            if (!retryable) {
                BsonDocument answer = execute(member, request, command, null);
                return await(member, request, answer, member.data.log().lastIndex());
            }
            String session =
                    HexFormat.of()
                            .formatHex(
                                    request.body().getDocument("lsid").getBinary("id").getData());
            long number = request.body().getNumber("txnNumber").longValue();
            Optional<RetryableWrite> before = member.data.write(session);
            if (before.isPresent() && before.get().number() > number) {
                return Refusals.numberTooOld();
            }
            if (before.isPresent() && before.get().number() == number) {
                return await(member, request, before.get().answer(), before.get().index());
            }
            BsonDocument answer =
                    execute(
                            member,
                            request,
                            command,
                            new RetryableWrite(session, number, new BsonDocument(), 0));
            return await(member, request, answer, member.data.log().lastIndex());
        } finally {
            set.lock.unlock();
        }
    }

    private BsonDocument execute(
            Member member, Request request, BsonDocument command, @Nullable RetryableWrite write) {
        BsonDocument answer = member.data.execute(request.database(), command);
        boolean aboutCollections =
                ABOUT_COLLECTIONS.contains(request.name().toLowerCase(Locale.ROOT));
        boolean done = answer.getNumber("ok").intValue() == 1;
        if (aboutCollections ? done : !member.data.captured().isEmpty()) {
            long index = member.data.log().lastIndex() + 1;
            member.data.append(
                    new LogEntry(
                            index,
                            set.term(),
                            set.tick(),
                            set.clock.instant(),
                            System.nanoTime(),
                            aboutCollections ? java.util.List.of() : member.data.captured(),
                            aboutCollections
                                    ? new LogEntry.Command(request.database(), command)
                                    : null,
                            write == null
                                    ? null
                                    : new RetryableWrite(
                                            write.session(), write.number(), answer, index)));
            set.trim();
            set.news();
        }
        return answer;
    }

    private BsonDocument await(Member member, Request request, BsonDocument answer, long index)
            throws IOException, InterruptedException {
        WriteConcern concern = WriteConcern.of(request.body(), set.majority());
        Optional<LogEntry> entry = member.data.log().entry(index);
        if (entry.isEmpty() || answer.getNumber("ok").intValue() != 1) {
            return answer;
        }
        long term = set.term();
        long left = concern.limitNanos() == 0 ? Long.MAX_VALUE : concern.limitNanos();
        while (set.copies(entry.get()) < concern.members()) {
            if (!member.isRunning() || set.isClosed()) {
                throw new IOException("the process ended");
            }
            if (!member.isPrimary() || set.term() != term) {
                return Refusals.interrupted(answer, request.body().containsKey("txnNumber"));
            }
            if (left <= 0) {
                return Refusals.tooLate(answer);
            }
            left = set.changed.awaitNanos(left);
        }
        return answer;
    }
}
