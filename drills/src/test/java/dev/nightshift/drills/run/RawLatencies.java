package dev.nightshift.drills.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.drills.report.Episode;
import dev.nightshift.drills.report.Evidence;

import org.HdrHistogram.Histogram;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;

/** The times of a journal's raw lines, worked out again by hand. */
final class RawLatencies {
    private final List<JsonNode> lines = new ArrayList<>();

    RawLatencies(List<String> raw) {
        JsonMapper json = JsonMapper.builder().build();
        raw.stream()
                .map(json::readTree)
                .filter(line -> line.get("event").asString().equals("latency"))
                .map(line -> line.get("data"))
                .forEach(lines::add);
    }

    void assertThatItIsSaidIn(String report, Evidence evidence) {
        List<String> phases = lines.stream().map(line -> line.get("phase").asString()).toList();
        List<String> expected = new ArrayList<>(List.of("before"));
        evidence.episodes().forEach(episode -> expected.add("during: " + episode.fault()));
        expected.add("after");
        assertThat(phases).isEqualTo(expected);
        for (int i = 0; i < evidence.episodes().size(); i++) {
            Episode episode = evidence.episodes().get(i);
            Instant healed = Objects.requireNonNull(episode.healed());
            Instant steady = Objects.requireNonNull(episode.steady());
            assertThat(lines.get(i + 1).get("spans").get(0).asString())
                    .isEqualTo(
                            episode.injected()
                                    + " to "
                                    + (steady.isAfter(healed) ? steady : healed));
        }
        for (JsonNode line : lines) {
            String phase = line.get("phase").asString();
            String heading =
                    "\n"
                            + phase.substring(0, 1).toUpperCase(Locale.ROOT)
                            + phase.substring(1)
                            + ".\n";
            String[] parts = report.split(Pattern.quote(heading), -1);
            assertThat(parts).hasSize(2);
            // The table ends with an empty line, as the heading does.
            String table = parts[1].split("\n\n", -1)[0];
            line.get("requests").forEach(request -> assertThatRowIsIn(table, line, request));
        }
    }

    private static void assertThatRowIsIn(String report, JsonNode line, JsonNode request) {
        Histogram times = histogram(request.get("histogram").asString());
        long done = request.get("done").asLong();
        long failed = request.get("failed").asLong();
        long refused = request.get("refused").asLong();
        long notSent = request.get("notSent").asLong();
        assertThat(times.getTotalCount()).isEqualTo(done + failed + notSent);
        assertThat(histogram(request.get("refusals").asString()).getTotalCount())
                .isEqualTo(refused);
        if (times.getTotalCount() > 0) {
            assertThat(report)
                    .contains(
                            "| %s | %d | %d | %d | %d | %s | %s | %s | %s | %s |"
                                    .formatted(
                                            request.get("request").asString(),
                                            done,
                                            failed,
                                            refused,
                                            notSent,
                                            told(times.getValueAtPercentile(50) / 1e3),
                                            told(times.getValueAtPercentile(95) / 1e3),
                                            told(times.getValueAtPercentile(99) / 1e3),
                                            told(times.getMaxValue() / 1e3),
                                            told(request.get("longestGapMs").asDouble())));
        }
        if (request.get("request").asString().equals("cached reads")) {
            assertThatNoneIsForgotten(line, done + failed + refused + notSent);
        }
    }

    /** Two companies make ten a second each, whatever the service does. */
    private static void assertThatNoneIsForgotten(JsonNode line, long requests) {
        double due = 0;
        for (JsonNode span : line.get("spans")) {
            String[] ends = span.asString().split(" to ");
            due +=
                    Duration.between(Instant.parse(ends[0]), Instant.parse(ends[1])).toMillis()
                            / 50.0;
        }
        int spans = line.get("spans").size();
        double least =
                switch (line.get("phase").asString()) {
                    // The load is started a moment after the drill is, and ended when all is done.
                    case "before" -> 1;
                    case "after" -> due * 0.7 - 10;
                    default -> due - 4 * spans;
                };
        assertThat((double) requests).isBetween(least, due + 4 * spans);
    }

    private static String told(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.1f" : "%,.0f", millis);
    }

    private static Histogram histogram(String text) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(text)), 0);
        } catch (DataFormatException damaged) {
            throw new IllegalStateException(damaged);
        }
    }
}
