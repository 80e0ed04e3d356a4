package dev.nightshift.platform.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

class PrivateFilesTest {
    @TempDir Path folder;

    @Test
    void whatIsMadeBelongsToItsOwnerAlone() throws IOException {
        Path directory = PrivateFiles.directory(folder.resolve("a/b"));
        Path file = PrivateFiles.file(directory.resolve("f"));

        assertThat(mode(folder.resolve("a"))).isEqualTo("rwx------");
        assertThat(mode(directory)).isEqualTo("rwx------");
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(PrivateFiles.isShared(file)).isFalse();
    }

    @Test
    void aFileThatOthersCouldReadIsTakenFromThem() throws IOException {
        Path file = Files.createFile(folder.resolve("f"));
        PrivateFiles.allow(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(PrivateFiles.isShared(file)).isTrue();

        PrivateFiles.file(file);

        assertThat(mode(file)).isEqualTo("rw-------");
    }

    @Test
    void writingReplacesTheWholeFile() throws IOException {
        Path file = folder.resolve("f");
        PrivateFiles.write(file, "a long content");
        PrivateFiles.write(file, "short");

        assertThat(file).hasContent("short");
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
