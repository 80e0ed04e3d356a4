package dev.nightshift.platform.mongo.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.operation.WriteFailure;

import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

class BulkFailuresTest {
    private static MongoBulkWriteException refused(int code) {
        return new MongoBulkWriteException(
                BulkWriteResult.unacknowledged(),
                List.of(new BulkWriteError(code, "secret", new BsonDocument(), 3)),
                null,
                new ServerAddress("secret-host"),
                Set.of());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 9, 28, 52, 57, 121, 10334, 17280, 17419})
    void whatIsWrongWithADocumentIsItsFailure(int code) {
        assertThat(BulkFailures.of("insert leads", refused(code)))
                .containsExactly(new WriteFailure(3, WriteFailure.Reason.NOT_STORABLE, List.of()));
    }

    @ParameterizedTest
    @ValueSource(ints = {16500, 112, 189, 365, 10107, 11602})
    void whatPassesByItselfIsTriedAgainAndBlamesNoDocument(int code) {
        MongoBulkWriteException busy = refused(code);

        assertThatThrownBy(() -> BulkFailures.of("insert leads", busy)).isSameAs(busy);
        assertThat(MongoFailures.isTransient(busy)).isTrue();
        assertThat(MongoFailures.translate("insert leads", busy).code())
                .isEqualTo(FailureCode.MONGODB_UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({"13, MONGODB_UNSUITABLE", "8000, MONGODB_UNSUITABLE", "26, MONGODB_REFUSED"})
    void whatTheServerDoesNotAllowBlamesNoDocument(int code, FailureCode told) {
        assertThatThrownBy(() -> BulkFailures.of("insert leads", refused(code)))
                .isInstanceOfSatisfying(
                        NightshiftException.class,
                        failure -> {
                            assertThat(failure.code()).isEqualTo(told);
                            assertThat(failure.message()).doesNotContain("secret");
                        });
    }

    @Test
    void aFullDiskIsNoFaultOfTheDocumentsThatMetIt() {
        MongoBulkWriteException full = refused(14031);

        assertThatThrownBy(() -> BulkFailures.of("insert leads", full))
                .isInstanceOfSatisfying(
                        NightshiftException.class,
                        told -> {
                            assertThat(told.code()).isEqualTo(FailureCode.DISK_FULL);
                            assertThat(told.message())
                                    .isEqualTo(
                                            "The disk of MongoDB is full; could not insert leads.");
                        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // MongoDB 4.2 to 8
                "E11000 duplicate key error collection: n.leads index: companyId_1_phone_1 dup key:"
                        + " { companyId: \"a\", phone: \"+1\" } | companyId,phone",
                // MongoDB 4.0
                "E11000 duplicate key error collection: n.leads index: companyId_1_email_1 dup key:"
                        + " { : \"a\", : \"b\" } | companyId,email",
                // older servers and gateways
                "E11000 duplicate key error index: n.leads.$companyId_1_phone_1 dup key: { : 1 }"
                        + " | companyId,phone",
                "E11000 duplicate key error collection: n.leads index: _id_ dup key: { _id: 1 }"
                        + " | _id",
                "E11000 duplicate key error collection: n.leads index: ours dup key: { x: 1 } | ''",
                "duplicate key value violates unique constraint | ''",
            })
    void theFieldsOfADuplicateAreReadFromTheIndexName(String message, String fields) {
        List<String> expected =
                fields == null || fields.isEmpty() ? List.of() : Arrays.asList(fields.split(","));

        assertThat(BulkFailures.keyFields(message)).isEqualTo(expected);
    }
}
