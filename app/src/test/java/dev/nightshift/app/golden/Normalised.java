package dev.nightshift.app.golden;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Output without what differs from run to run. Columns are two blanks apart, because what varies
 * also varies in width.
 */
final class Normalised {
    private static final Map<Pattern, String> VARYING = new LinkedHashMap<>();

    static {
        put("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<uuid>");
        put("\\b[0-9a-f]{64}\\b", "<sha256>");
        put("\\b[0-9a-f]{24}\\b", "<id>");
        put("\\b(j[0-9a-f]{12}-[0-9a-z]+|g[0-9a-f]{12})\\b", "<alert>");
        put("\\bm[0-9a-f]{8}\\b", "<mute>");
        put("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z", "<time>");
        put("(\"(?:durationMs|rowsPerSecond|pid)\" ?: ?)\\d+", "$1<n>");
        put("(\"host\" ?: ?)\"[^\"]+\"", "$1\"<host>\"");
        put("127\\.0\\.0\\.1:\\d+", "127.0.0.1:<port>");
        put("\\bpid \\d+", "pid <n>");
        put("process \\d+", "process <n>");
        put("\\d[\\d.,]* rows/s", "<n> rows/s");
        put("\\d[\\d.]* ms \\([\\d.]+-[\\d.?]+\\)", "<interval>");
        put("(\"(?:p50|p95)(?:Low|High)?Ms\" ?: ?)\\d[\\d.]*", "$1<n>");
        put("\"day\" : \"\\d{4}-\\d{2}-\\d{2}\"", "\"day\" : \"<day>\"");
        put("\\b\\d+(\\.\\d+)? (ms|s)\\b", "<duration>");
        put("Java \\d+[^,\\n]*, .*", "Java <version>");
        put("\\b\\d{2,}\\.\\d+\\.\\d+\\+\\d+[\\w-]*", "<version>");
        put("[\\d,]+ MiB free", "<n> MiB free");
        put("emulator \\(mongo-java-server [^)]*\\)|mongod \\S+, replica set of one", "<mongodb>");
        put("embedded (mongo-java-server|MongoDB) .*?; sessions: \\w+", "embedded <mongodb>");
        put("(?<=embedded servers listen on this machine only; ).*", "<protection>");
        put("test_\\d+_\\d+", "<database>");
        put("(?<=\\S) {2,}", "  ");
    }

    private Normalised() {}

    private static void put(String pattern, String replacement) {
        VARYING.put(Pattern.compile(pattern), replacement);
    }

    static String of(String text, Map<Path, String> places) {
        String normalised = text.replace("\r\n", "\n");
        for (Map.Entry<Path, String> place : places.entrySet()) {
            normalised = normalised.replace(place.getKey().toString(), place.getValue());
        }
        for (Map.Entry<Pattern, String> varying : VARYING.entrySet()) {
            normalised = varying.getKey().matcher(normalised).replaceAll(varying.getValue());
        }
        return normalised;
    }
}
