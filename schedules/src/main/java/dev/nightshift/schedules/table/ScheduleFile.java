package dev.nightshift.schedules.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.Schedules;

import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The table of schedules: the shipped one, extended by a file. A row of the file replaces the
 * shipped row of the same name; with {@code shipped: none} nothing shipped is left.
 */
public final class ScheduleFile {
    private static final String SHIPPED = "schedules/shipped.yaml";

    private record Parsed(Map<String, Schedule> rows, boolean keepsShipped) {}

    private ScheduleFile() {}

    /** The shipped table. */
    public static Schedules shipped() {
        return new Schedules(List.copyOf(parsedShipped().values()));
    }

    /**
     * The table in force.
     *
     * @param file extends or replaces the shipped table; empty for that alone
     * @param experiments refuses the name of an experiment that no drill can run
     * @throws NightshiftException BAD_SCHEDULES with file, line and what was expected;
     *     FILE_NOT_FOUND
     */
    public static Schedules load(Optional<Path> file, Consumer<String> experiments) {
        Schedules table = file.map(ScheduleFile::extended).orElseGet(ScheduleFile::shipped);
        for (Schedule row : table.rows()) {
            String experiment = row.parameters().get("experiment");
            if (experiment != null) {
                try {
                    experiments.accept(experiment);
                } catch (NightshiftException unknown) {
                    throw new NightshiftException(
                            FailureCode.BAD_SCHEDULES,
                            "Schedules %s: %s".formatted(row.place(), unknown.message()),
                            unknown.hint(),
                            unknown);
                }
            }
        }
        return table;
    }

    private static Schedules extended(Path file) {
        Parsed own = parse(read(file), file.toString());
        Map<String, Schedule> rows = new LinkedHashMap<>();
        if (own.keepsShipped()) {
            rows.putAll(parsedShipped());
        }
        rows.putAll(own.rows());
        return new Schedules(List.copyOf(rows.values()));
    }

    /** A table by itself, for tests and checks. */
    static Schedules of(String text, String file) {
        return new Schedules(List.copyOf(parse(text, file).rows().values()));
    }

    private static Parsed parse(String text, String file) {
        YamlText yaml = new YamlText(file);
        if (!(yaml.root(text) instanceof MappingNode map)) {
            throw yaml.bad(null, "schedules: and a list of rows are expected");
        }
        Map<String, Node> parts = yaml.entries(map, List.of("shipped", "schedules"));
        Node shipped = parts.get("shipped");
        String keep = shipped == null ? "keep" : yaml.text(shipped, "keep or none");
        if (!keep.equals("keep") && !keep.equals("none")) {
            throw yaml.bad(shipped, "keep or none is expected");
        }
        if (!(parts.get("schedules") instanceof SequenceNode list)) {
            throw yaml.bad(map, "schedules: and a list of rows are expected");
        }
        Map<String, Schedule> rows = new LinkedHashMap<>();
        for (Node node : list.getValue()) {
            Schedule row = ScheduleRow.read(yaml, node);
            Schedule before = rows.put(row.name(), row);
            if (before != null) {
                throw yaml.bad(
                        node,
                        "the schedule '%s' is there already, at %s"
                                .formatted(row.name(), before.place()));
            }
        }
        return new Parsed(rows, keep.equals("keep"));
    }

    private static Map<String, Schedule> parsedShipped() {
        try (InputStream in =
                Objects.requireNonNull(
                        ScheduleFile.class.getClassLoader().getResourceAsStream(SHIPPED))) {
            return parse(new String(in.readAllBytes(), UTF_8), "(shipped)").rows();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new NightshiftException(
                    FailureCode.FILE_NOT_FOUND,
                    "The schedules at %s cannot be read.".formatted(file),
                    "Check NIGHTSHIFT_SCHEDULES: a UTF-8 text that this account may read.",
                    unreadable);
        }
    }
}
