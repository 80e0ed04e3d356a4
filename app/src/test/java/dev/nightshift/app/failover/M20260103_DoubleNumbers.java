package dev.nightshift.app.failover;

import dev.nightshift.migrations.DataMigration;
import dev.nightshift.migrations.Subject;

import org.bson.Document;

/** Doubles {@code n}, once. */
final class M20260103_DoubleNumbers implements DataMigration {
    private final Runnable before;

    /**
     * @param before told of each document
     */
    M20260103_DoubleNumbers(Runnable before) {
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
        return new Document("doubled", new Document("$exists", false));
    }

    @Override
    public Document apply(Document lead, Subject subject) {
        before.run();
        return lead.containsKey("doubled")
                ? lead
                : lead.append("n", lead.getInteger("n") * 2).append("doubled", true);
    }
}
