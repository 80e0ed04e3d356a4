package dev.nightshift.alerts.registry.source;

import dev.nightshift.alerts.registry.source.report.Unread;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The files of a code base. Links are not followed, so that no loop is walked and nothing outside
 * is read. Used by one thread.
 */
final class SourceTree {
    private static final Set<String> ENDINGS =
            Set.of("js", "jsx", "ts", "tsx", "mjs", "cjs", "mts", "cts");
    private static final Set<String> PASSED_OVER =
            Set.of(
                    "node_modules",
                    "dist",
                    "build",
                    ".git",
                    ".next",
                    ".nuxt",
                    "out",
                    "coverage",
                    "bower_components",
                    "vendor");
    private static final List<String> TRIED =
            List.of(
                    "",
                    ".ts",
                    ".tsx",
                    ".js",
                    ".jsx",
                    ".mjs",
                    ".cjs",
                    "/index.ts",
                    "/index.tsx",
                    "/index.js",
                    "/index.mjs",
                    "/index.cjs");
    private static final int CACHED = 200;

    private final Path root;
    private final Map<String, SourceFile> cache =
            new LinkedHashMap<>(64, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, SourceFile> eldest) {
                    return size() > CACHED;
                }
            };

    SourceTree(Path root) {
        this.root = root;
    }

    /** The paths of all files worth reading, in order; what cannot be entered is said. */
    List<String> files(Consumer<Unread> unread) throws IOException {
        List<String> found = new ArrayList<>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) {
                        boolean skip =
                                !folder.equals(root)
                                        && PASSED_OVER.contains(
                                                String.valueOf(folder.getFileName()));
                        return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (isSource(file)) {
                            if (attributes.isRegularFile()) {
                                found.add(relative(file));
                            } else if (attributes.isSymbolicLink()) {
                                unread.accept(
                                        new Unread(
                                                relative(file),
                                                0,
                                                "a link; links are not followed"));
                            }
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure) {
                        unread.accept(new Unread(relative(file), 0, "it may not be read"));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path folder, @Nullable IOException failure) {
                        return FileVisitResult.CONTINUE;
                    }
                });
        Collections.sort(found);
        return found;
    }

    /** The text of a file. */
    SourceText text(String path) {
        return SourceText.read(root.resolve(path));
    }

    SourceFile file(String path, String text) {
        SourceFile file = SourceFile.of(path, text);
        cache.put(path, file);
        return file;
    }

    /** The file of this tree that an import names; null for a package or what is not there. */
    @Nullable SourceFile imported(String importer, String module) {
        if (module.indexOf('\0') >= 0) {
            return null;
        }
        List<Path> bases = new ArrayList<>();
        if (module.startsWith(".")) {
            Path folder = Path.of(importer).getParent();
            bases.add(folder == null ? Path.of(module) : folder.resolve(module));
        } else if (module.startsWith("@/") || module.startsWith("~/")) {
            bases.add(Path.of("src").resolve(module.substring(2)));
            bases.add(Path.of(module.substring(2)));
        } else {
            return null;
        }
        for (Path base : bases) {
            SourceFile file = firstOf(base.normalize().toString().replace('\\', '/'));
            if (file != null) {
                return file;
            }
        }
        return null;
    }

    private @Nullable SourceFile firstOf(String base) {
        if (base.startsWith("..") || base.startsWith("/")) {
            return null;
        }
        // TypeScript imports "./codes.js" where the file is codes.ts.
        String bare = base.replaceFirst("\\.[mc]?jsx?$", "");
        for (String start : bare.equals(base) ? List.of(base) : List.of(base, bare)) {
            for (String ending : TRIED) {
                SourceFile file = readable(start + ending);
                if (file != null) {
                    return file;
                }
            }
        }
        return null;
    }

    private @Nullable SourceFile readable(String path) {
        SourceFile known = cache.get(path);
        if (known != null) {
            return known;
        }
        Path file = root.resolve(path);
        if (!isSource(file) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        String text = text(path).text();
        return text == null ? null : file(path, text);
    }

    private static boolean isSource(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 && ENDINGS.contains(name.substring(dot + 1));
    }

    private String relative(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }
}
