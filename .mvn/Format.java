import com.google.googlejavaformat.java.Main;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks or rewrites the layout of every module's Java files; called by the build in `validate`. */
final class Format {
    public static void main(String[] args) throws Exception {
        boolean write = args[0].equals("write");
        Path root = Path.of(args[1]);
        List<String> options =
                new ArrayList<>(
                        write
                                ? List.of("--aosp", "--replace")
                                : List.of("--aosp", "--dry-run", "--set-exit-if-changed"));
        int before = options.size();
        try (var modules = Files.newDirectoryStream(root, Files::isDirectory)) {
            for (Path module : modules) {
                if (Files.isDirectory(module.resolve("src"))) {
                    try (var files = Files.walk(module.resolve("src"))) {
                        files.map(Path::toString)
                                .filter(name -> name.endsWith(".java"))
                                .sorted()
                                .forEach(options::add);
                    }
                }
            }
        }
        if (options.size() == before) {
            return;
        }
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int exit = new Main(out, err, System.in).format(options.toArray(String[]::new));
        if (exit != 0) {
            err.println(
                    "The files above are not formatted (or do not parse);"
                            + " run: ./mvnw validate -Dformat.mode=write");
        }
        System.exit(exit);
    }
}
