package dev.nightshift.jobs.sloprobe.plan;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the indicator of an SLO: what is probed, and what of it counts. */
final class SourceReader {
    private static final List<String> ANY =
            List.of("probe", "requests", "maxRequests", "perSecond", "timeoutMs");
    private static final List<String> HTTP =
            List.of("url", "method", "expect", "authorizationEnv", "network");
    private static final int MOST_A_SECOND = 1_000;
    private static final int LONGEST_MS = 600_000;
    private static final int TIMEOUT_MS = 2_000;

    private final PlanText yaml;

    SourceReader(PlanText yaml) {
        this.yaml = yaml;
    }

    PlanFile.Source read(Node indicator) {
        Map<String, Node> parts =
                yaml.known(indicator, "an indicator", List.of("metadata", "spec"));
        Node metadata = yaml.required(parts, "metadata", indicator);
        Map<String, Node> meta =
                yaml.known(metadata, "metadata", List.of("name", "displayName", "annotations"));
        var _ = yaml.text(yaml.required(meta, "name", metadata), "a name");
        Node spec = yaml.required(parts, "spec", indicator);
        Map<String, Node> kinds =
                yaml.known(
                        spec,
                        "an indicator",
                        List.of("thresholdMetric", "ratioMetric", "description"));
        Node threshold = kinds.get("thresholdMetric");
        Node ratio = kinds.get("ratioMetric");
        if ((threshold == null) == (ratio == null)) {
            throw yaml.bad(spec, "either a thresholdMetric or a ratioMetric is expected");
        }
        if (threshold != null) {
            return new PlanFile.Source(
                    probing(source(threshold), null), Indicator.LATENCY, threshold);
        }
        return ratio(java.util.Objects.requireNonNull(ratio));
    }

    private PlanFile.Source ratio(Node ratio) {
        Map<String, Node> parts =
                yaml.known(ratio, "a ratioMetric", List.of("counter", "good", "total"));
        yaml.exactly(yaml.required(parts, "counter", ratio), "true");
        Node good = yaml.required(parts, "good", ratio);
        Node total = yaml.required(parts, "total", ratio);
        Node goodSpec = source(good);
        Node count = yaml.required(yaml.any(goodSpec, "a metric source"), "count", goodSpec);
        Indicator indicator =
                switch (yaml.text(count, "answered or hits")) {
                    case "answered" -> Indicator.ANSWERED;
                    case "hits" -> Indicator.CACHE_HITS;
                    default -> throw yaml.bad(count, "answered or hits is expected");
                };
        Probing probing = probing(goodSpec, "count");
        Node totalSpec = source(total);
        yaml.exactly(
                yaml.required(yaml.any(totalSpec, "a metric source"), "count", totalSpec), "all");
        if (!probing.equals(probing(totalSpec, "count"))) {
            throw yaml.bad(totalSpec, "the same probe as in 'good' is expected");
        }
        if (indicator == Indicator.CACHE_HITS && probing.probe() != Probe.COMPANY_READ) {
            throw yaml.bad(
                    count, "only the probe %s counts hits".formatted(Probe.COMPANY_READ.wire()));
        }
        return new PlanFile.Source(probing, indicator, ratio);
    }

    private Node source(Node metric) {
        Map<String, Node> parts = yaml.known(metric, "a metric", List.of("metricSource"));
        Node source = yaml.required(parts, "metricSource", metric);
        Map<String, Node> values = yaml.known(source, "a metric source", List.of("type", "spec"));
        yaml.exactly(yaml.required(values, "type", source), "probe");
        return yaml.required(values, "spec", source);
    }

    private Probing probing(Node spec, @Nullable String besides) {
        Map<String, Node> all = yaml.any(spec, "a metric source");
        Node named = yaml.required(all, "probe", spec);
        String name = yaml.text(named, "a probe");
        Probe probe =
                Probe.of(name)
                        .orElseThrow(
                                () ->
                                        yaml.bad(
                                                named,
                                                "there is no probe '%s'; there are %s"
                                                        .formatted(
                                                                name,
                                                                String.join(", ", Probe.names()))));
        List<String> keys = new ArrayList<>(ANY);
        if (probe == Probe.HTTP) {
            keys.addAll(HTTP);
        }
        if (besides != null) {
            keys.add(besides);
        }
        Map<String, Node> values = yaml.known(spec, "the probe " + name, keys);
        int requests =
                yaml.whole(values.get("requests"), Probing.REQUESTS, Probing.FEWEST, Probing.MOST);
        return new Probing(
                probe,
                requests,
                yaml.whole(
                        values.get("maxRequests"),
                        Math.max(requests, Probing.MAX_REQUESTS),
                        requests,
                        Probing.MOST),
                yaml.whole(values.get("perSecond"), probe.perSecond(), 1, MOST_A_SECOND),
                Duration.ofMillis(yaml.whole(values.get("timeoutMs"), TIMEOUT_MS, 1, LONGEST_MS)),
                probe == Probe.HTTP
                        ? Optional.of(new TargetReader(yaml).read(spec, values))
                        : Optional.empty());
    }
}
