package dev.nightshift.writers.mongo.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.Document;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;

class DocumentChangeTest {
    private static final Date OLD = Date.from(Instant.EPOCH);
    private static final Date NEW = Date.from(Instant.EPOCH.plusSeconds(1));

    private static Document document() {
        return new Document("_id", 1)
                .append("kept", 1)
                .append("changed", "a")
                .append("removed", null)
                .append("inner", new Document("kept", 1).append("deep", new Document("x", 1)))
                .append("updatedAt", OLD);
    }

    @Test
    void a_change_names_the_touched_fields_alone_as_deep_as_they_are() {
        Document after = document();
        after.remove("removed");
        after.append("changed", "b").append("added", Arrays.asList(1, null));
        after.get("inner", Document.class).get("deep", Document.class).append("y", 2);

        DocumentChange change = DocumentChange.between(document(), after);

        assertThat(change.fields())
                .extracting(FieldChange::path)
                .containsExactly("changed", "removed", "inner.deep.y", "added");
        assertThat(DocumentChange.of(change.toDocument())).isEqualTo(change);
        assertThat(change.isAppliedTo(after)).isTrue();
        assertThat(change.isAppliedTo(document())).isFalse();
        assertThat(change.isUnappliedIn(document())).isTrue();
        assertThat(change.isUnappliedIn(after)).isFalse();
        assertThat(change.isUnappliedIn(document().append("inner", "text"))).isTrue();
        assertThat(change.size()).isPositive();
        assertThat(change.guarded(NEW).filter())
                .isEqualTo(
                        new Document("_id", 1)
                                .append("changed", is("$eq", "a"))
                                .append("removed", is("$type", "null"))
                                .append("inner.deep.y", new Document("$exists", false))
                                .append("added", new Document("$exists", false)));
        assertThat(change.guarded(NEW).update())
                .isEqualTo(
                        new Document(
                                        "$set",
                                        new Document("changed", "b")
                                                .append("inner.deep.y", 2)
                                                .append("added", Arrays.asList(1, null))
                                                .append("updatedAt", NEW))
                                .append("$unset", new Document("removed", "")));
    }

    @Test
    void a_field_whose_name_is_no_path_is_changed_as_a_whole() {
        Document before = new Document("_id", 1).append("in", new Document("a.b", 1));
        Document after = new Document("_id", 1).append("in", new Document("a.b", 2));
        assertThat(DocumentChange.between(before, after).fields())
                .extracting(FieldChange::path)
                .containsExactly("in");
        assertThat(DocumentChange.between(before, before).isEmpty()).isTrue();
    }

    @Test
    void the_way_back_sets_the_time_only_where_nobody_else_did() {
        Document after = document().append("changed", "b");
        DocumentChange change = DocumentChange.between(document(), after);
        assertThat(change.restoring(after.append("updatedAt", NEW), NEW, false).update())
                .isEqualTo(
                        new Document(
                                "$set", new Document("changed", "a").append("updatedAt", OLD)));
        assertThat(change.restoring(after.append("updatedAt", OLD), NEW, true).update())
                .isEqualTo(new Document("$set", new Document("changed", "a")));
        assertThat(change.restoring(after, NEW, true).filter()).isEqualTo(new Document("_id", 1));
        assertThat(change.restoring(after, NEW, false).filter())
                .containsEntry("changed", is("$eq", "b"));
    }

    @Test
    void a_migration_may_set_the_time_itself() {
        DocumentChange change =
                DocumentChange.between(document(), document().append("updatedAt", NEW));
        assertThat(change.fields()).extracting(FieldChange::path).isEqualTo(List.of("updatedAt"));
        assertThat(change.guarded(OLD).update())
                .isEqualTo(new Document("$set", new Document("updatedAt", NEW)));
    }

    /** The value itself, and no list that holds it. */
    private static Document is(String operator, Object value) {
        return new Document(operator, value).append("$not", new Document("$type", "array"));
    }
}
