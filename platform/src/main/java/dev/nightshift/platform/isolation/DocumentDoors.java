package dev.nightshift.platform.isolation;

import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.operation.Change;
import dev.nightshift.platform.mongo.operation.DocumentStream;
import dev.nightshift.platform.mongo.operation.Repeat;

import org.bson.Document;
import org.bson.types.ObjectId;

import java.util.List;
import java.util.Optional;

/** Every way to a document of a collection, tried by a company that it is not of. */
final class DocumentDoors {
    private static final Document ALL = new Document();
    private static final String OWN = "of the owner";

    private final String name;
    private final TenantCollection owners;
    private final TenantCollection others;
    private final String owner;
    private final Document kept;
    private final Document byId;

    /**
     * @param owners the collection as the company has it whose document is in danger
     * @param others the same collection as the company has it that breaks in
     */
    DocumentDoors(String name, TenantCollection owners, TenantCollection others, String owner) {
        this.name = name;
        this.owners = owners;
        this.others = others;
        this.owner = owner;
        ObjectId id = new ObjectId();
        this.byId = new Document("_id", id);
        this.kept = new Document("_id", id).append("testData", OWN);
    }

    void tryAll(Doors doors) {
        owners.insertOne(kept);
        reads(doors);
        writes(doors);
        namings(doors);
        doors.holds(
                name + ": as it was",
                () ->
                        owners.findOne(byId)
                                .filter(now -> OWN.equals(now.getString("testData")))
                                .filter(now -> owner.equals(now.getString("companyId")))
                                .isPresent());
    }

    private void reads(Doors doors) {
        doors.holds(name + ": find all", () -> others.find(ALL).stream().noneMatch(this::isKept));
        doors.holds(name + ": find by id", () -> others.find(byId).isEmpty());
        doors.holds(
                name + ": find by either",
                () ->
                        others.find(new Document("$or", List.of(byId, ALL))).stream()
                                .noneMatch(this::isKept));
        doors.holds(name + ": find one", () -> others.findOne(byId).isEmpty());
        doors.holds(name + ": find the first", () -> others.findOne(byId, ALL, ALL).isEmpty());
        doors.holds(name + ": count", () -> others.count(byId) == 0);
        doors.holds(
                name + ": stream",
                () -> {
                    try (DocumentStream stream = others.stream(byId, ALL, ALL, 1)) {
                        return !stream.hasNext();
                    }
                });
    }

    private void namings(Doors doors) {
        Document named = new Document("companyId", owner);
        doors.refuses(name + ": find by company", () -> others.find(named));
        doors.refuses(
                name + ": find by company within or",
                () -> others.find(new Document("$or", List.of(named))));
        doors.refuses(name + ": count by company", () -> others.count(named));
        doors.refuses(name + ": delete by company", () -> others.deleteMany(named));
        doors.refuses(name + ": insert for a company", () -> others.insertOne(named));
        doors.refuses(
                name + ": insert many for a company", () -> others.insertMany(List.of(named)));
        doors.refuses(
                name + ": give to a company",
                () ->
                        others.updateMany(
                                ALL,
                                new Document("$set", new Document(named).append("testData", "")),
                                Repeat.NEVER));
    }

    private void writes(Doors doors) {
        Document change = new Document("$set", new Document("testData", "of another"));
        doors.holds(
                name + ": update one",
                () -> others.updateOne(byId, change, Repeat.NEVER).matched() == 0);
        doors.holds(
                name + ": update many",
                () -> others.updateMany(byId, change, Repeat.NEVER).matched() == 0);
        doors.holds(
                name + ": update in bulk",
                () ->
                        others.bulkUpdate(List.of(new Change(byId, change)), Repeat.NEVER).matched()
                                == 0);
        doors.holds(
                name + ": find and update",
                () ->
                        others.findAndUpdate(byId, change, ALL, Repeat.NEVER)
                                .equals(Optional.empty()));
        doors.holds(
                name + ": insert over it",
                () -> !others.insertOne(new Document(byId).append("testData", "of another")));
        doors.refuses(
                name + ": store in its place",
                () -> others.upsertById(new Document(byId).append("testData", "of another")));
        doors.holds(name + ": delete one", () -> !others.deleteOne(byId, Repeat.NEVER));
        doors.holds(name + ": delete many", () -> others.deleteMany(byId) == 0);
    }

    private boolean isKept(Document found) {
        return kept.getObjectId("_id").equals(found.get("_id"));
    }
}
