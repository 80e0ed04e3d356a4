package dev.nightshift.migrations.ledger;

import org.bson.Document;

import java.time.Instant;
import java.util.Date;

/**
 * Somebody let a stage be followed by the next.
 *
 * @param stage the stage that was done, from 1
 */
public record Approval(int stage, String by, Instant at) {
    Document toDocument() {
        return new Document("stage", stage).append("by", by).append("at", Date.from(at));
    }

    static Approval of(Document document) {
        return new Approval(
                document.getInteger("stage"),
                document.getString("by"),
                document.getDate("at").toInstant());
    }
}
