package dev.nightshift.app.cli.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.stack.Endpoints;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class ServersWatchTest {
    private static final Endpoints USED = at("mongodb://127.0.0.1:1");

    private final List<String> calls = new ArrayList<>();

    @Test
    void serversThatAreWhereTheyWereAreNoNews() {
        try (ServersWatch watch = ServersWatch.begin(() -> USED, USED, () -> calls.add("moved"))) {
            watch.look();

            assertThat(watch.isMoved()).isFalse();
            assertThat(calls).isEmpty();
        }
    }

    @Test
    void serversAtAnotherAddressEndTheProcessThatServes() {
        Endpoints other = at("mongodb://127.0.0.1:2");
        try (ServersWatch watch = ServersWatch.begin(() -> other, USED, () -> calls.add("moved"))) {
            watch.look();

            assertThat(watch.isMoved()).isTrue();
            assertThat(calls).contains("moved");
        }
    }

    @Test
    void serversThatCannotBeStartedAreTriedAgain() {
        try (ServersWatch watch =
                ServersWatch.begin(
                        () -> {
                            calls.add("tried");
                            throw new NightshiftException(
                                    FailureCode.DISK_FULL, "The disk is full.", "Make room.");
                        },
                        USED,
                        () -> calls.add("moved"))) {
            watch.look();
            watch.look();

            assertThat(watch.isMoved()).isFalse();
            assertThat(calls).contains("tried", "tried").doesNotContain("moved");
        }
    }

    private static Endpoints at(String mongodb) {
        return new Endpoints(mongodb, "redis://127.0.0.1:1", "jdbc:h2:mem:x", "", "", "embedded");
    }
}
