package dev.nightshift.alerts.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.routing.ChannelKind;
import dev.nightshift.alerts.routing.Contact;
import dev.nightshift.platform.testing.PropertySeed;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import org.bson.Document;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Windows mute what they cover and nothing else, however many overlap. */
class MutesPropertyTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T02:00:00Z");
    private static final Contact OPS =
            new Contact("ops", List.of("*"), Map.of(ChannelKind.DRY, "dry"), Optional.empty());

    /** A window of whole minutes. */
    record Window(String code, int from, int minutes) {
        boolean covers(String ofCode, int minute) {
            return (code.equals("*") || code.equals(ofCode))
                    && from <= minute
                    && minute < from + minutes;
        }

        Document document() {
            return new Document("code", code)
                    .append("from", at(from))
                    .append("until", at(from + minutes));
        }
    }

    private static Date at(int minute) {
        return Date.from(BEGIN.plus(Duration.ofMinutes(minute)));
    }

    @Provide
    Arbitrary<List<Window>> windows() {
        return Combinators.combine(
                        Arbitraries.of("A_B_C_D", "A_B_C", "*", "X_Y_Z_W"),
                        Arbitraries.integers().between(0, 100),
                        Arbitraries.integers().between(1, 60))
                .as(Window::new)
                .list()
                .ofMaxSize(5);
    }

    /** As the store answers at that minute: windows that lasted then had been opened before. */
    private static List<Document> current(List<Window> windows, int minute) {
        return windows.stream()
                .filter(one -> one.from() <= minute && minute < one.from() + one.minutes())
                .map(Window::document)
                .toList();
    }

    @Property(tries = 500, seed = PropertySeed.VALUE)
    void anAlertIsToldInTheFirstMinuteThatNoWindowCovers(
            @ForAll("windows") List<Window> windows, @ForAll @IntRange(max = 100) int raised) {
        for (String code : List.of("A_B_C_D", "A_B_C")) {
            int expected = raised;
            while (isCovered(windows, code, expected)) {
                expected++;
            }
            assertThat(firstTold(windows, code, raised)).isEqualTo(expected);
        }
    }

    private static boolean isCovered(List<Window> windows, String code, int minute) {
        return windows.stream().anyMatch(one -> one.covers(code, minute));
    }

    /** Looks when the step before said to look. */
    private static int firstTold(List<Window> windows, String code, int raised) {
        Document alert =
                new Document("severity", Severity.CRITICAL.name())
                        .append("code", code)
                        .append(
                                "escalation",
                                new Document("level", 0).append("startedAt", at(raised)));
        Instant now = at(raised).toInstant();
        for (int looks = 0; looks < 20; looks++) {
            int minute = (int) Duration.between(BEGIN, now).toMinutes();
            Step step =
                    Step.of(alert, List.of(OPS), Mutes.end(current(windows, minute), code), now);
            if (!step.sendings().isEmpty()) {
                return minute;
            }
            now = step.nextAt().orElseThrow();
        }
        return -1;
    }
}
