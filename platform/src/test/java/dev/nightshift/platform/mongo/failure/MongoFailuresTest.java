package dev.nightshift.platform.mongo.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoClientException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoQueryException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcernResult;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.bulk.WriteConcernError;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

class MongoFailuresTest {
    private static final ServerAddress SERVER = new ServerAddress("secret-host");
    private final MongoException notSent = new MongoSocketOpenException("x", SERVER);
    private final MongoException lost = new MongoSocketReadException("x", SERVER);
    private final MongoException denied = command("{ok: 0, code: 13, errmsg: 'secret'}");
    private final MongoException bad = command("{ok: 0, code: 2, errmsg: 'secret'}");
    private final MongoException notPrimary =
            new MongoNotPrimaryException(BsonDocument.parse("{ok: 0, code: 10107}"), SERVER);

    private static MongoException command(String answer) {
        return new MongoCommandException(BsonDocument.parse(answer), SERVER);
    }

    @Test
    void aFullDiskOfTheServerIsCalledThat() {
        NightshiftException told =
                MongoFailures.translate(
                        "insert leads",
                        command(
                                "{ok: 0, code: 14031, codeName: 'OutOfDiskSpace', errmsg:"
                                        + " 'secret'}"));

        assertThat(told.code()).isEqualTo(FailureCode.DISK_FULL);
        assertThat(told.message() + told.hint()).doesNotContain("secret").contains("Make room");
    }

    @Test
    void onlyWhatWasNotSentMayAlwaysBeRepeated() {
        assertThat(List.of(notSent, new MongoTimeoutException("no server")))
                .allMatch(MongoFailures::isNotSent)
                .allMatch(MongoFailures::isTransient);
        assertThat(List.of(lost, notPrimary))
                .noneMatch(MongoFailures::isNotSent)
                .allMatch(MongoFailures::isTransient);
        assertThat(List.of(denied, bad, new MongoExecutionTimeoutException(50, "slow")))
                .noneMatch(MongoFailures::isNotSent)
                .noneMatch(MongoFailures::isTransient);
    }

    @Test
    void aQueryThatMetAFormerPrimaryIsRepeated() {
        BsonDocument answer = BsonDocument.parse("{ok: 0, code: 13435, errmsg: 'secret'}");

        assertThat(MongoFailures.isTransient(new MongoQueryException(answer, SERVER))).isTrue();
    }

    @Test
    void eachFailureHasACodeAndNoneRepeatsTheDriver() {
        assertCode(FailureCode.MONGODB_UNAVAILABLE, notSent);
        assertCode(FailureCode.MONGODB_UNAVAILABLE, lost);
        assertCode(
                FailureCode.MONGODB_UNAVAILABLE, new MongoExecutionTimeoutException(50, "secret"));
        assertCode(
                FailureCode.MONGODB_UNAVAILABLE,
                new MongoInterruptedException("secret", new InterruptedException()));
        assertCode(
                FailureCode.MONGODB_UNAVAILABLE,
                new MongoWriteConcernException(
                        new WriteConcernError(64, "x", "secret", new BsonDocument()),
                        WriteConcernResult.unacknowledged(),
                        SERVER,
                        Set.of()));
        assertCode(FailureCode.MONGODB_UNSUITABLE, denied);
        assertCode(
                FailureCode.MONGODB_UNSUITABLE,
                new MongoSecurityException(
                        MongoCredential.createCredential("user", "db", "secret".toCharArray()),
                        "secret"));
        assertCode(FailureCode.MONGODB_REFUSED, bad);
        assertCode(
                FailureCode.MONGODB_UNSUITABLE,
                new MongoClientException("This MongoDB deployment does not support secret"));
    }

    @Test
    void aBulkThatTooFewMembersConfirmedHasFailed() {
        MongoBulkWriteException e =
                new MongoBulkWriteException(
                        BulkWriteResult.unacknowledged(),
                        List.of(),
                        new WriteConcernError(64, "x", "secret", new BsonDocument()),
                        SERVER,
                        Set.of());

        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> BulkFailures.of("insert into leads", e))
                .satisfies(
                        failure ->
                                assertThat(failure.code())
                                        .isEqualTo(FailureCode.MONGODB_UNAVAILABLE));
    }

    private static void assertCode(FailureCode code, MongoException e) {
        NightshiftException translated = MongoFailures.translate("read leads", e);

        assertThat(translated.code()).isEqualTo(code);
        assertThat(translated.message() + translated.hint()).doesNotContain("secret");
        assertThat(translated).hasCause(e);
    }
}
