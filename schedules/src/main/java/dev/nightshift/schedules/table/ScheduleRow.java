package dev.nightshift.schedules.table;

import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.schedules.MisfireRule;
import dev.nightshift.schedules.OverlapRule;
import dev.nightshift.schedules.OverrunRule;
import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.ScheduledJob;
import dev.nightshift.schedules.Selection;
import dev.nightshift.schedules.times.FireTimes;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;

import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One row of a file becomes a schedule, or is refused. Used once. */
final class ScheduleRow {
    private static final List<String> KEYS =
            List.of(
                    "name",
                    "cron",
                    "zone",
                    "job",
                    "parameters",
                    "companies",
                    "misfire",
                    "overlap",
                    "longest",
                    "overrun",
                    "grace",
                    "owner",
                    "enabled");

    private final YamlText yaml;
    private final MappingNode row;
    private final Map<String, Node> values;

    private ScheduleRow(YamlText yaml, MappingNode row) {
        this.yaml = yaml;
        this.row = row;
        this.values = yaml.entries(row, KEYS);
    }

    static Schedule read(YamlText yaml, Node node) {
        if (!(node instanceof MappingNode row)) {
            throw yaml.bad(node, "a schedule with name, cron, job and owner is expected");
        }
        return new ScheduleRow(yaml, row).schedule();
    }

    private Schedule schedule() {
        ScheduledJob job = job();
        ZoneId zone = zone();
        return new Schedule(
                name(),
                cron(zone),
                zone,
                job,
                parameters(job),
                companies(job),
                choice("misfire", MisfireRule.RUN_ONCE),
                overlap(job),
                duration("longest", Duration.ofHours(6)),
                choice("overrun", OverrunRule.TELL),
                duration("grace", Duration.ofMinutes(15)),
                yaml.text(required("owner"), "a name"),
                enabled(),
                yaml.place(row));
    }

    private String name() {
        Node node = required("name");
        String name = yaml.text(node, "a name");
        if (!name.matches("[a-z0-9][a-z0-9-]{0,59}")) {
            throw yaml.bad(
                    node, "a name of lower-case letters, digits and '-', at most 60, is expected");
        }
        return name;
    }

    private ZoneId zone() {
        Node node = values.get("zone");
        String zone = node == null ? "UTC" : yaml.text(node, "a time zone");
        if (zone.equals("UTC") || ZoneId.getAvailableZoneIds().contains(zone)) {
            try {
                return ZoneId.of(zone);
            } catch (DateTimeException unknown) {
                throw yaml.bad(node, "'%s' is not a time zone".formatted(zone));
            }
        }
        throw yaml.bad(
                node,
                "'%s' is not a time zone; one like Europe/Berlin or UTC is expected"
                        .formatted(zone));
    }

    private String cron(ZoneId zone) {
        Node node = required("cron");
        String cron = yaml.text(node, "a cron expression");
        int fields = cron.split("\\s+").length;
        if (fields < 6 || fields > 7) {
            throw yaml.bad(
                    node,
                    ("the cron expression '%s' has %d fields; six or seven are expected: second,"
                                    + " minute, hour, day of month, month, day of week, year")
                            .formatted(cron, fields));
        }
        try {
            if (FireTimes.of(cron, zone).after(Instant.EPOCH).isPresent()) {
                return cron;
            }
        } catch (ParseException | RuntimeException wrong) {
            throw yaml.bad(
                    node,
                    ("'%s' is not a cron expression; one like 0 0 1 * * ? is expected, with a"
                                    + " ? for the day of month or of week")
                            .formatted(cron));
        }
        throw yaml.bad(node, "the cron expression '%s' is never due".formatted(cron));
    }

    private ScheduledJob job() {
        Node node = required("job");
        String job = yaml.text(node, "the name of a job");
        return ScheduledJob.byName(job)
                .orElseThrow(
                        () ->
                                yaml.bad(
                                        node,
                                        "there is no job '%s' to schedule; there are %s"
                                                .formatted(
                                                        job,
                                                        String.join(", ", ScheduledJob.names()))));
    }

    private Map<String, String> parameters(ScheduledJob job) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Node node = values.get("parameters");
        if (node == null && job != ScheduledJob.DRILL) {
            return parameters;
        }
        if (!(node instanceof MappingNode map)) {
            throw yaml.bad(node == null ? row : node, "parameters by name are expected");
        }
        for (NodeTuple entry : map.getValue()) {
            String name = yaml.text(entry.getKeyNode(), "a parameter");
            if (!job.parameters().contains(name)) {
                throw yaml.bad(
                        entry.getKeyNode(),
                        job.parameters().isEmpty()
                                ? "the job %s takes no parameters".formatted(job.jobName())
                                : "the job %s has no parameter '%s'; it has %s"
                                        .formatted(
                                                job.jobName(),
                                                name,
                                                String.join(
                                                        ", ",
                                                        job.parameters().stream()
                                                                .sorted()
                                                                .toList())));
            }
            boolean named = name.equals("experiment");
            String expected = named ? "the name of an experiment" : "a whole number above 0";
            String value = yaml.text(entry.getValueNode(), expected);
            if (!value.matches(named ? "[a-z0-9][a-z0-9-]{0,59}" : "[1-9][0-9]{0,4}")) {
                throw yaml.bad(entry.getValueNode(), expected + " is expected");
            }
            parameters.put(name, value);
        }
        if (job == ScheduledJob.DRILL && parameters.isEmpty()) {
            throw yaml.bad(node, "the job drill needs the parameter 'experiment'");
        }
        return parameters;
    }

    private Selection companies(ScheduledJob job) {
        Node node = values.get("companies");
        String text = node == null ? "all" : yaml.text(node, "all, a company or tag:NAME");
        if (text.equals("all")) {
            return new Selection.All();
        }
        if (job.scope() == ScheduledJob.Scope.PLATFORM) {
            throw yaml.bad(
                    node,
                    "the job %s works for all companies at once; 'all' is expected"
                            .formatted(job.jobName()));
        }
        try {
            return text.startsWith("tag:")
                    ? new Selection.Tagged(new CompanyId(text.substring(4)).value())
                    : new Selection.One(new CompanyId(text));
        } catch (NightshiftException malformed) {
            throw yaml.bad(node, "all, a company or tag:NAME is expected");
        }
    }

    private OverlapRule overlap(ScheduledJob job) {
        OverlapRule rule = choice("overlap", OverlapRule.SKIP);
        if (rule == OverlapRule.ONE_PER_COMPANY && job.scope() == ScheduledJob.Scope.PLATFORM) {
            throw yaml.bad(
                    values.get("overlap"),
                    "the job %s works for all companies at once; skip or queue is expected"
                            .formatted(job.jobName()));
        }
        return rule;
    }

    private <E extends Enum<E>> E choice(String key, E otherwise) {
        Node node = values.get(key);
        if (node == null) {
            return otherwise;
        }
        E[] all = otherwise.getDeclaringClass().getEnumConstants();
        String text = yaml.text(node, "a word");
        for (E one : all) {
            if (word(one).equals(text)) {
                return one;
            }
        }
        throw yaml.bad(
                node,
                "'%s' is none of %s"
                        .formatted(
                                text,
                                String.join(
                                        ", ", Arrays.stream(all).map(ScheduleRow::word).toList())));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Duration duration(String key, Duration otherwise) {
        Node node = values.get(key);
        if (node == null) {
            return otherwise;
        }
        try {
            Duration duration = Duration.parse(yaml.text(node, "a duration"));
            if (duration.isPositive()) {
                return duration;
            }
        } catch (DateTimeParseException malformed) {
            throw yaml.bad(node, "a duration like PT30M or PT6H is expected");
        }
        throw yaml.bad(node, "a duration above 0 is expected");
    }

    private boolean enabled() {
        Node node = values.get("enabled");
        String text = node == null ? "true" : yaml.text(node, "true or false");
        if (!text.equals("true") && !text.equals("false")) {
            throw yaml.bad(node, "true or false is expected");
        }
        return text.equals("true");
    }

    private Node required(String key) {
        @Nullable Node value = values.get(key);
        if (value == null) {
            throw yaml.bad(row, "%s is missing".formatted(key));
        }
        return value;
    }
}
