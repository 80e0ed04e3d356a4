package dev.nightshift.platform.mongo.replicaset;

import org.bson.Document;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads from {@code replSetGetStatus} how far the slowest secondary is behind the primary. */
public final class ReplicationLag {
    private ReplicationLag() {}

    /** Empty where there is no primary or no secondary, or where they do not tell. */
    public static Optional<Duration> of(Document status) {
        List<Document> members = status.getList("members", Document.class, List.of());
        Optional<Instant> primary =
                members.stream()
                        .filter(member -> "PRIMARY".equals(member.getString("stateStr")))
                        .flatMap(ReplicationLag::optime)
                        .findFirst();
        Optional<Instant> slowest =
                members.stream()
                        .filter(member -> "SECONDARY".equals(member.getString("stateStr")))
                        .flatMap(ReplicationLag::optime)
                        .min(Instant::compareTo);
        if (primary.isEmpty() || slowest.isEmpty()) {
            return Optional.empty();
        }
        Duration behind = Duration.between(slowest.get(), primary.get());
        return Optional.of(behind.isNegative() ? Duration.ZERO : behind);
    }

    private static Stream<Instant> optime(Document member) {
        return member.get("optimeDate") instanceof Date date
                ? Stream.of(date.toInstant())
                : Stream.empty();
    }
}
