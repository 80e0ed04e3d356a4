package dev.nightshift.alerts.registry.scan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

/** Compiles classes of a package of their own, away from the build. */
final class Compiled {
    private Compiled() {}

    /** The class files of these sources; each begins with its class's name. */
    static List<byte[]> classes(Path folder, String... sources) throws IOException {
        Path out = folder.resolve("out");
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "-proc:none",
                                "-g",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-d",
                                out.toString()));
        for (int i = 0; i < sources.length; i++) {
            String name =
                    sources[i].replaceAll("(?s)^.*?(?:class|enum|record|interface) (\\w+).*", "$1");
            Path file = folder.resolve(name + ".java");
            Files.writeString(
                    file,
                    "package planted; import dev.nightshift.alerts.*;"
                            + " import dev.nightshift.platform.tenant.*;\n"
                            + sources[i]);
            arguments.add(file.toString());
        }
        int exit =
                Objects.requireNonNull(ToolProvider.getSystemJavaCompiler())
                        .run(null, null, null, arguments.toArray(String[]::new));
        if (exit != 0) {
            throw new IllegalArgumentException("The planted code does not compile.");
        }
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter(Files::isRegularFile).map(Compiled::bytes).toList();
        }
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
