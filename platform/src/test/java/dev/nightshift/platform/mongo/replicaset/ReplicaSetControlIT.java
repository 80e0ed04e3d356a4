package dev.nightshift.platform.mongo.replicaset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.platform.addresses.AddressMap;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/** What is said where there is no replica set to control. */
class ReplicaSetControlIT {
    private static final Duration SOON = Duration.ofMillis(300);
    private static final String NOBODY = "mongodb://127.0.0.1:1";

    private static ReplicaSetControl control(String uri) {
        return ReplicaSetControl.open(uri, AddressMap.none(), SOON);
    }

    private static FailureCode codeOf(Throwable failure) {
        return ((NightshiftException) failure).code();
    }

    @Test
    void aSetIsMadeOfItsHostsInTheirOrder() {
        Document command =
                ReplicaSetControl.initiation("lab", List.of("a:1", "b:2"), Duration.ofSeconds(2));

        assertThat(command.get("replSetInitiate", Document.class))
                .containsEntry("_id", "lab")
                .containsEntry("settings", new Document("electionTimeoutMillis", 2_000L))
                .containsEntry(
                        "members",
                        List.of(
                                new Document("_id", 0).append("host", "a:1"),
                                new Document("_id", 1).append("host", "b:2")));
    }

    @Test
    void aServerThatCannotBeOfASetIsRefused() {
        String uri = EmbeddedStack.fresh().endpoints().mongodbUri();

        assertThatThrownBy(
                        () ->
                                ReplicaSetControl.initiate(
                                        uri, "lab", List.of("a:1"), SOON, Duration.ofSeconds(1)))
                .satisfies(e -> assertThat(codeOf(e)).isEqualTo(FailureCode.STACK_UNAVAILABLE));
        try (ReplicaSetControl control = control(uri)) {
            assertThatThrownBy(() -> control.stepDown(Duration.ofSeconds(60), true))
                    .satisfies(e -> assertThat(codeOf(e)).isEqualTo(FailureCode.FAULT_FAILED));
        }
    }

    @Test
    void whereNobodyAnswersThatIsSaid() {
        try (ReplicaSetControl control = control(NOBODY)) {
            assertThatThrownBy(control::members)
                    .satisfies(
                            e -> assertThat(codeOf(e)).isEqualTo(FailureCode.MONGODB_UNAVAILABLE));
            assertThatThrownBy(() -> control.stepDown(Duration.ofSeconds(60), true))
                    .satisfies(
                            e -> assertThat(codeOf(e)).isEqualTo(FailureCode.MONGODB_UNAVAILABLE));
        }
    }
}
