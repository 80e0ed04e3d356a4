package dev.nightshift.jobs.runs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

class PlainContextSerializerTest {
    private final PlainContextSerializer serializer = new PlainContextSerializer();

    private String written(Map<String, Object> context) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        serializer.serialize(context, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aPositionIsReadAsItWasWritten() throws IOException {
        Map<String, Object> context =
                Map.of(
                        "offset",
                        12L,
                        "line",
                        7,
                        "share",
                        0.25,
                        "text",
                        "long:\"Ä\n",
                        "empty",
                        "",
                        "done",
                        true);

        String json = written(context);

        assertThat(json).contains("\"offset\":\"long:12\"");
        assertThat(
                        serializer.deserialize(
                                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(context);
    }

    @Test
    void anObjectIsRefusedByName() {
        assertThatThrownBy(() -> written(Map.of("rows", List.of(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'rows'");
    }
}
