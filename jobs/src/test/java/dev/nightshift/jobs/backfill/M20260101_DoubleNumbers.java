package dev.nightshift.jobs.backfill;

import dev.nightshift.migrations.DataMigration;
import dev.nightshift.migrations.Subject;
import dev.nightshift.migrations.Unmigratable;

import org.bson.Document;
import org.bson.types.ObjectId;

import java.util.function.Consumer;

/** Doubles {@code n}, once, marks {@code inner.seen}; misbehaves where a lead asks for it. */
final class M20260101_DoubleNumbers implements DataMigration {
    private final Consumer<Document> before;

    M20260101_DoubleNumbers() {
        this(document -> {});
    }

    /**
     * @param before told of each document first
     */
    M20260101_DoubleNumbers(Consumer<Document> before) {
        this.before = before;
    }

    @Override
    public String summary() {
        return "Doubles the numbers of leads.";
    }

    @Override
    public String collection() {
        return "leads";
    }

    @Override
    public Document filter() {
        return new Document("doubled", new Document("$exists", false))
                .append("n", new Document("$exists", true));
    }

    @Override
    @SuppressWarnings("NullAway") // what a migration must not do
    public Document apply(Document lead, Subject subject) {
        before.accept(lead);
        if (lead.containsKey("doubled")) {
            return lead;
        }
        switch (lead.get("bad", "")) {
            case "throws" -> throw new IllegalStateException("secret");
            case "cannot" -> throw new Unmigratable("it cannot be");
            case "null" -> {
                return null;
            }
            case "id" -> lead.put("_id", new ObjectId());
            case "company" -> lead.put("companyId", "other");
            case "large" -> lead.put("text", "x".repeat(17 << 20));
            case "taken" -> lead.put("email", "taken@example.com");
            case "both" -> lead.put("text", "y".repeat(9 << 20));
            case "strange" -> lead.put("text", Thread.currentThread());
            case "cycle" -> {
                Document cycle = new Document();
                lead.put("inner", cycle.append("self", cycle));
            }
            case "loop" -> lead.put("inner", nested(lead, 0));
            default -> {}
        }
        lead.put("n", lead.getInteger("n") * 2);
        lead.put("doubled", true);
        lead.remove("old");
        if (lead.get("inner") instanceof Document inner) {
            inner.put("seen", 1);
        }
        return lead;
    }

    private static Document nested(Document lead, int depth) {
        return depth < 0 ? lead : new Document("in", nested(lead, depth + 1));
    }
}
