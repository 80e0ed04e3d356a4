package dev.nightshift.app.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import javax.tools.ToolProvider;

/** Compiles code that breaks a rule, away from the build. */
final class Planted {
    private Planted() {}

    static JavaClasses classes(Path folder, Map<String, String> sources) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("-proc:none", "-d", folder.resolve("out").toString()));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = folder.resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, source.getValue());
            arguments.add(file.toString());
        }
        int exit =
                Objects.requireNonNull(ToolProvider.getSystemJavaCompiler())
                        .run(null, null, null, arguments.toArray(String[]::new));
        if (exit != 0) {
            throw new IllegalArgumentException("The planted code does not compile.");
        }
        return new ClassFileImporter().importPath(folder.resolve("out"));
    }
}
