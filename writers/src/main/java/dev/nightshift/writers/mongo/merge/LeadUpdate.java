package dev.nightshift.writers.mongo.merge;

import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One change of one lead, made only if the lead is still as it was seen.
 *
 * @param seenUpdatedAt the lead's {@code updatedAt} when it was looked up; null when it had none
 * @param set fields to set, {@code updatedAt} among them
 * @param unset fields to remove
 */
public record LeadUpdate(
        ObjectId id, @Nullable Object seenUpdatedAt, Document set, List<String> unset) {
    /** Whether a lead is as this update leaves it. */
    public boolean isAppliedTo(Document lead) {
        return set.entrySet().stream()
                        .allMatch(
                                field ->
                                        FieldValues.same(
                                                lead.get(field.getKey()), field.getValue()))
                && unset.stream().noneMatch(lead::containsKey);
    }
}
