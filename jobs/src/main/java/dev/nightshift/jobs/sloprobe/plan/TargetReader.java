package dev.nightshift.jobs.sloprobe.plan;

import org.yaml.snakeyaml.nodes.Node;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;

/** Reads an HTTP target, whose address is not trusted. A message never repeats the address. */
final class TargetReader {
    private static final int OK = 200;

    private final PlanText yaml;

    TargetReader(PlanText yaml) {
        this.yaml = yaml;
    }

    HttpTarget read(Node spec, Map<String, Node> values) {
        Node at = yaml.required(values, "url", spec);
        String url = url(at);
        boolean inside = choice(values, "network", "public", "private").equals("private");
        if (values.containsKey("authorizationEnv") && !inside && url.startsWith("http://")) {
            throw yaml.bad(
                    at, "https:// is expected where a value of authorizationEnv is sent along");
        }
        return new HttpTarget(
                url,
                choice(values, "method", "GET", "HEAD"),
                yaml.whole(values.get("expect"), OK, 100, 599),
                environment(values),
                inside);
    }

    private String url(Node node) {
        String text = yaml.text(node, "an address");
        URI uri;
        try {
            uri = new URI(text.replace("{companyId}", "company"));
        } catch (URISyntaxException malformed) {
            throw yaml.refused(
                    node.getStartMark().getLine() + 1,
                    "an address like https://api.example.com/path is expected",
                    malformed);
        }
        String scheme = uri.getScheme();
        if (scheme == null
                || uri.getHost() == null
                || !(scheme.equals("http") || scheme.equals("https"))) {
            throw yaml.bad(node, "an address with http:// or https:// and a host is expected");
        }
        if (uri.getRawUserInfo() != null) {
            throw yaml.bad(
                    node,
                    "an address without user and password is expected; put the header's value"
                            + " into a variable and name it in authorizationEnv");
        }
        if (uri.getRawFragment() != null) {
            throw yaml.bad(node, "an address without '#' is expected");
        }
        int path = text.indexOf('/', text.indexOf("://") + 3);
        int placeholder = text.indexOf("{companyId}");
        if (placeholder >= 0 && (path < 0 || placeholder < path)) {
            throw yaml.bad(node, "{companyId} is expected in the path or the query only");
        }
        return text;
    }

    private String choice(Map<String, Node> values, String key, String first, String second) {
        Node node = values.get(key);
        if (node == null) {
            return first;
        }
        String expected = "%s or %s".formatted(first, second);
        String text = yaml.text(node, expected);
        if (!text.equals(first) && !text.equals(second)) {
            throw yaml.bad(node, "%s is expected".formatted(expected));
        }
        return text;
    }

    private String environment(Map<String, Node> values) {
        Node node = values.get("authorizationEnv");
        if (node == null) {
            return "";
        }
        String name = yaml.text(node, "the name of a variable");
        // Any other variable may be a secret of something else, and the target is a stranger.
        if (!name.matches("[A-Z][A-Z0-9_]{0,99}_AUTHORIZATION")) {
            throw yaml.bad(
                    node,
                    "the name of a variable that ends in _AUTHORIZATION, such as"
                            + " NOTES_API_AUTHORIZATION, is expected");
        }
        return name;
    }
}
