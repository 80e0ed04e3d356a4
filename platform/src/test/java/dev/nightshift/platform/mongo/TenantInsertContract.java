package dev.nightshift.platform.mongo;

import static dev.nightshift.platform.mongo.TenantStoreContract.ACME;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.operation.InsertOutcome;
import dev.nightshift.platform.mongo.operation.WriteFailure;
import dev.nightshift.platform.mongo.operation.WriteFailure.Reason;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.Document;
import org.junit.jupiter.api.Test;

import java.util.List;

/** What any MongoDB must tell of documents that are new, and of those that it refuses. */
interface TenantInsertContract {
    /** Opened for each test on an empty database. */
    TenantStoreContract.Fixture fixture();

    @Test
    default void anInsertTellsWhichDocumentsHitWhichKey() {
        TenantCollection acme = fixture().leads(ACME);

        InsertOutcome outcome =
                acme.insertMany(
                        List.of(
                                new Document("_id", "new1").append("phone", "+1"),
                                new Document("_id", "new2").append("phone", "+15550000001"),
                                new Document("_id", "acme1").append("email", "a@example.com"),
                                new Document("_id", "new3").append("email", "a@example.com"),
                                new Document("_id", "new4").append("email", "a@example.com")));

        assertThat(outcome)
                .isEqualTo(
                        new InsertOutcome(
                                2,
                                List.of(
                                        duplicate(1, "companyId", "phone"),
                                        duplicate(2, "_id"),
                                        duplicate(4, "companyId", "email"))));
        assertThat(outcome.isComplete()).isFalse();
        assertThat(outcome.failures().getFirst().isDuplicateOf("phone")).isTrue();
        assertThat(outcome.failures().getFirst().isDuplicateOf("email")).isFalse();
    }

    static WriteFailure duplicate(int index, String... fields) {
        return new WriteFailure(index, Reason.DUPLICATE_KEY, List.of(fields));
    }

    @Test
    default void leadsWithoutAKeyDoNotCollide() {
        TenantCollection acme = fixture().leads(ACME);

        assertThat(
                        acme.insertMany(
                                List.of(
                                        new Document("phone", "+1"),
                                        new Document("phone", "+2"),
                                        new Document("email", "a@example.com"),
                                        new Document("email", "b@example.com"))))
                .isEqualTo(new InsertOutcome(4, List.of()));
        assertThat(acme.insertOne(new Document("phone", "+2"))).isFalse();
        assertThat(acme.count(new Document("phone", new Document("$exists", false)))).isEqualTo(2);
    }

    @Test
    default void aDocumentTooLargeFailsAlone() {
        TenantCollection acme = fixture().leads(ACME);
        Document large = new Document("text", "x".repeat(17 * 1024 * 1024));

        assertThat(acme.insertMany(List.of(new Document("_id", 1), large, new Document("_id", 2))))
                .isEqualTo(
                        new InsertOutcome(
                                2, List.of(new WriteFailure(1, Reason.NOT_STORABLE, List.of()))));
        assertThat(acme.count(new Document("_id", new Document("$in", List.of(1, 2)))))
                .isEqualTo(2);
        assertThatFails(FailureCode.MONGODB_REFUSED, () -> acme.insertOne(large));
        assertThatFails(
                FailureCode.MONGODB_REFUSED,
                () -> acme.updateOne(new Document("_id", 1), new Document("$set", large)));
    }

    @Test
    default void aRefusedUpdateIsNotTakenForNobodyThere() {
        TenantCollection acme = fixture().leads(ACME);
        assertThat(acme.insertOne(new Document("_id", 7).append("name", "Ann"))).isTrue();
        Document counted = new Document("$inc", new Document("name", 1));

        assertThatFails(
                FailureCode.MONGODB_REFUSED, () -> acme.updateOne(new Document("_id", 7), counted));
        assertThat(acme.updateOne(new Document("_id", 8), counted).matched()).isZero();
    }

    @Test
    default void besideADocumentTooLargeADuplicateIsStillTold() {
        TenantCollection acme = fixture().leads(ACME);
        Document large = new Document("text", "x".repeat(17 * 1024 * 1024));

        assertThat(
                        acme.insertMany(
                                List.of(
                                        large,
                                        new Document("_id", 1).append("phone", "+15550000077"),
                                        new Document("_id", 2).append("phone", "+15550000077"))))
                .isEqualTo(
                        new InsertOutcome(
                                1,
                                List.of(
                                        new WriteFailure(0, Reason.NOT_STORABLE, List.of()),
                                        duplicate(2, "companyId", "phone"))));
    }

    static void assertThatFails(FailureCode code, ThrowingCallable call) {
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(call)
                .satisfies(
                        e -> {
                            assertThat(e.code()).isEqualTo(code);
                            assertThat(e.message()).doesNotContain("secret", "+1555");
                        });
    }
}
