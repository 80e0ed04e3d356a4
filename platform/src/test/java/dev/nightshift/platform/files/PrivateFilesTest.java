package dev.nightshift.platform.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

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

    @Test
    void aNewFileIsNotTheOneThatSomebodyElsePutThere() throws IOException {
        Path theirs = Files.writeString(folder.resolve("theirs"), "theirs");
        Path linked = Files.createSymbolicLink(folder.resolve("linked"), theirs);
        Path waiting = Files.writeString(folder.resolve("waiting"), "what was there");
        PrivateFiles.allow(waiting, PosixFilePermissions.fromString("rw-rw-rw-"));
        for (Path path : List.of(linked, waiting)) {
            try (FileChannel file = PrivateFiles.create(path)) {
                file.write(ByteBuffer.wrap(new byte[] {'x'}));
            }
            assertThat(path).hasContent("x").isRegularFile();
            assertThat(Files.isSymbolicLink(path)).isFalse();
            assertThat(mode(path)).isEqualTo("rw-------");
        }
        assertThat(theirs).hasContent("theirs");
    }

    @Test
    void writingReplacesALinkAndNotWhatItLeadsTo() throws IOException {
        Path theirs = Files.writeString(folder.resolve("theirs"), "theirs");
        Files.createSymbolicLink(folder.resolve("f.part"), theirs);
        Path file = Files.createSymbolicLink(folder.resolve("f"), theirs);

        PrivateFiles.write(file, "ours");

        assertThat(theirs).hasContent("theirs");
        assertThat(file).hasContent("ours");
        assertThat(Files.isSymbolicLink(file)).isFalse();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
