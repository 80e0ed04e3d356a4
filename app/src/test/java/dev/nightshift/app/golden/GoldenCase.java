package dev.nightshift.app.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder: {@code command} has one command a line, {@code stdout}, {@code stderr} and {@code exit}
 * what they gave, everything else is data, copied to where the commands run. In a command {@code
 * $DIR} is that place, {@code $SAMPLES} the shipped samples, {@code $IMPORT} and {@code $ALERT} the
 * import and the alert told of last, {@code < FILE} gives standard input, {@code NAME=VALUE} before
 * a command sets a variable for it, quotes keep blanks together, {@code #} starts a comment, {@code
 * @redis KEY VALUE} plants a key and {@code @mongo COMPANY/COLLECTION JSON} a document.
 */
record GoldenCase(Path folder) {
    /** One command. */
    record Step(String line, Map<String, String> variables, List<String> arguments, String input) {}

    private static final Pattern VARIABLE = Pattern.compile("([A-Z_]+)=(.*)");

    static List<GoldenCase> all(Path golden) throws IOException {
        try (Stream<Path> folders = Files.list(golden)) {
            return folders.filter(Files::isDirectory).sorted().map(GoldenCase::new).toList();
        }
    }

    List<Step> steps() throws IOException {
        return Files.readAllLines(folder.resolve("command")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(GoldenCase::step)
                .toList();
    }

    private static Step step(String line) {
        if (line.startsWith("@")) {
            return new Step(line, Map.of(), List.of(line.split(" ", 3)), "");
        }
        List<String> words = words(line);
        Map<String, String> variables = new LinkedHashMap<>();
        Matcher variable = VARIABLE.matcher(words.getFirst());
        while (variable.matches()) {
            variables.put(variable.group(1), variable.group(2));
            words.removeFirst();
            variable = VARIABLE.matcher(words.getFirst());
        }
        int redirect = words.indexOf("<");
        return redirect < 0
                ? new Step(line, variables, words, "")
                : new Step(line, variables, words.subList(0, redirect), words.get(redirect + 1));
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                inWord = true;
            } else if (c == ' ') {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }

    /** Copies the case's data to where its commands run. */
    void copyDataTo(Path dir) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path relative = folder.relativize(file);
                if (!List.of("command", "stdout", "stderr", "exit").contains(relative.toString())) {
                    Path target = dir.resolve(relative.toString());
                    Files.createDirectories(Objects.requireNonNull(target.getParent()));
                    Files.copy(file, target);
                }
            }
        }
    }

    String expected(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Files.readString(file) : "";
    }

    void update(String name, String text) {
        try {
            Path file = folder.resolve(name);
            if (text.isEmpty()) {
                Files.deleteIfExists(file);
            } else {
                Files.writeString(file, text, StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return String.valueOf(folder.getFileName());
    }
}
