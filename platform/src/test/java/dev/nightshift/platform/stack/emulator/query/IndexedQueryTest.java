package dev.nightshift.platform.stack.emulator.query;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

class IndexedQueryTest {
    private final IndexedQuery phones =
            new IndexedQuery(
                    List.of("companyId", "phone"),
                    Optional.of(new Document("phone", new Document("$exists", true))));

    @Test
    void answersEqualityWhateverElseIsAsked() {
        Document query =
                new Document("companyId", "demo").append("phone", "1").append("updatedAt", 5);

        assertThat(phones.matches(query)).isTrue();
        assertThat(phones.keys(query)).containsExactly(new KeyValue("demo", "1"));
    }

    @Test
    void answersListsOnCompoundKeysEachKeyOnce() {
        Document query =
                new Document("phone", new Document("$in", List.of("1", "2", "1")))
                        .append("companyId", new Document("$eq", "demo"));

        assertThat(phones.matches(query)).isTrue();
        assertThat(phones.keys(query))
                .containsExactly(new KeyValue("demo", "1"), new KeyValue("demo", "2"));
    }

    @Test
    void leavesToAScanWhatItMightAnswerWrongly() {
        for (Object phone :
                Arrays.asList(
                        null,
                        List.of("1"),
                        new Document("$gt", "1"),
                        new Document("$exists", true),
                        new Document("$in", Arrays.asList("1", null)),
                        new Document("$in", List.of("1")).append("$ne", "1"))) {
            assertThat(phones.matches(new Document("companyId", "demo").append("phone", phone)))
                    .as(String.valueOf(phone))
                    .isFalse();
        }
        assertThat(phones.matches(new Document("phone", "1"))).isFalse();
    }

    @Test
    void aFilterThatAsksMoreThanPresenceIsLeftToAScan() {
        IndexedQuery active =
                new IndexedQuery(
                        List.of("companyId"), Optional.of(new Document("status", "active")));

        assertThat(active.matches(new Document("companyId", "demo"))).isFalse();
    }

    @Test
    void fieldsInsideAConjunctionAreSeen() {
        Document query =
                new Document(
                        "$and",
                        List.of(
                                new Document("companyId", "demo"),
                                new Document("$and", List.of(new Document("phone", "1"))),
                                new Document("phone", new Document("$ne", "2"))));

        Document flat = Conjunction.flat(query);

        assertThat(phones.matches(flat)).isTrue();
        assertThat(flat.get("$and"))
                .isEqualTo(List.of(new Document("phone", new Document("$ne", "2"))));
    }
}
