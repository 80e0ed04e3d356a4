package dev.nightshift.platform.mongo.replicaset;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.Document;
import org.junit.jupiter.api.Test;

import java.util.List;

class MemberStartTest {
    @Test
    void aNewServerBecomesTheOnlyMember() {
        assertThat(MemberStart.initiation("nightshift", "127.0.0.1:4711"))
                .isEqualTo(
                        Document.parse(
                                """
                                {replSetInitiate: {_id: "nightshift",
                                                   members: [{_id: 0, host: "127.0.0.1:4711"}]}}
                                """));
    }

    @Test
    void aServerOnAnotherPortThanBeforeIsMovedWithTheRestOfItsConfiguration() {
        Document before =
                new Document("_id", "nightshift")
                        .append("version", 3)
                        .append("members", List.of(new Document("_id", 0).append("host", "old:1")))
                        .append("settings", new Document("electionTimeoutMillis", 10000));

        Document moved = MemberStart.move(before, "127.0.0.1:4712");

        assertThat(moved.getBoolean("force")).isTrue();
        assertThat(moved.get("replSetReconfig", Document.class))
                .containsEntry("version", 4)
                .containsEntry("settings", new Document("electionTimeoutMillis", 10000))
                .containsEntry(
                        "members",
                        List.of(new Document("_id", 0).append("host", "127.0.0.1:4712")));
    }

    @Test
    void itsOnlyUserMayDoEverythingAndIsNotPrinted() {
        Login login = new Login("nightshift", "secret");

        assertThat(MemberStart.creation(login))
                .isEqualTo(
                        Document.parse(
                                """
                                {createUser: "nightshift", pwd: "secret", roles: ["root"],
                                 mechanisms: ["SCRAM-SHA-256"]}
                                """));
        assertThat(login).hasToString("nightshift");
    }
}
