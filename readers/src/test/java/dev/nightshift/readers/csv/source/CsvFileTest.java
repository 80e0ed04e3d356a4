package dev.nightshift.readers.csv.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nightshift.platform.failure.Exit;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

class CsvFileTest {
    private static final UnpackLimits LIMITS = new UnpackLimits(20, 10_000, 1_000_000);

    @TempDir private Path folder = Path.of("");

    @Test
    void refusesWhatIsNotAFile() {
        assertThat(refusal(() -> CsvFile.of(folder.resolve("missing.csv"))))
                .isEqualTo(FailureCode.FILE_NOT_FOUND);
        assertThat(refusal(() -> CsvFile.of(folder))).isEqualTo(FailureCode.NOT_A_FILE);
        assertThat(refusal(() -> CsvFile.of(Path.of("/dev/null"))))
                .isEqualTo(FailureCode.NOT_A_FILE);
        assertThat(FailureCode.FILE_NOT_FOUND.exitCode()).isEqualTo(Exit.USAGE);
        assertThat(FailureCode.NOT_A_FILE.exitCode()).isEqualTo(Exit.USAGE);
        assertThat(FailureCode.FILE_EMPTY.exitCode()).isEqualTo(Exit.REFUSED);
    }

    @Test
    void opensAtAnOffsetOfTheUnpackedBytes() throws IOException {
        Path plain = write("a.csv", "0123456789");
        Path packed = pack("a.csv.gz", "0123456789");
        for (Path path : new Path[] {plain, packed}) {
            CsvFile file = CsvFile.of(path);
            for (int offset = 0; offset <= 10; offset++) {
                try (CsvStream in = file.open(offset, LIMITS)) {
                    assertThat(in.readAllBytes())
                            .asString()
                            .isEqualTo("0123456789".substring(offset));
                }
            }
        }
    }

    @Test
    void knowsTheSumOfAPackedFileWithoutReadingItTwice() throws IOException {
        for (Path path : new Path[] {write("a.csv", "email\na@b.co\n"), pack("b.gz", "email\n")}) {
            CsvFile file = CsvFile.of(path);
            try (CsvStream in = file.open(0, LIMITS)) {
                in.readAllBytes();
                assertThat(in.sha256()).isEqualTo(file.sha256()).hasSize(64);
            }
        }
    }

    @Test
    void noticesAFileThatGrows() throws IOException {
        Path path = write("a.csv", "email\na@b.co\n");
        CsvFile file = CsvFile.of(path);
        file.requireUnchanged();
        write("a.csv", "email\na@b.co\nc@d.co\n");
        assertThat(refusal(file::requireUnchanged)).isEqualTo(FailureCode.FILE_CHANGED);
    }

    @Test
    void noticesOtherContentOfTheSameSizeAndTime() throws IOException {
        Path path = write("a.csv", "email\na@b.co\n");
        CsvFile file = CsvFile.of(path);
        String before = file.sha256();
        FileTime time = Files.getLastModifiedTime(path);
        write("a.csv", "email\nx@b.co\n");
        Files.setLastModifiedTime(path, time);
        try (CsvStream in = file.open(0, LIMITS)) {
            in.readAllBytes();
            assertThat(refusal(() -> in.requireUnchanged(before)))
                    .isEqualTo(FailureCode.FILE_CHANGED);
        }
    }

    @Test
    void refusesABombByRatioAndBySize() throws IOException {
        CsvFile dense = CsvFile.of(pack("dense.gz", "a".repeat(100_000)));
        assertThat(refusal(() -> readAll(dense, LIMITS))).isEqualTo(FailureCode.ARCHIVE_BOMB);
        assertThat(refusal(() -> readAll(dense, new UnpackLimits(1_000_000, 0, 99_999))))
                .isEqualTo(FailureCode.ARCHIVE_BOMB);
        assertThat(readAll(dense, new UnpackLimits(1_000_000, 0, 100_000))).isEqualTo(100_000);
    }

    @Test
    void countsAndSumsBytesReadOneAtATimeToo() throws IOException {
        CsvFile plain = CsvFile.of(write("a.csv", "email\n"));
        try (CsvStream in = plain.open(0, LIMITS)) {
            assertThat(in.markSupported()).isFalse();
            assertThat(in.read()).isEqualTo('e');
            assertThat(in.sha256()).isEqualTo(plain.sha256());
            assertThat(in.read()).isNegative();
        }
        CsvFile packed = CsvFile.of(pack("a.gz", "ab"));
        try (CsvStream in = packed.open(0, new UnpackLimits(1_000_000, 0, 1))) {
            assertThat(in.read()).isEqualTo('a');
            assertThat(refusal(in::read)).isEqualTo(FailureCode.ARCHIVE_BOMB);
        }
    }

    @Test
    void refusesAnOffsetBehindTheEndOfAPackedFile() throws IOException {
        CsvFile file = CsvFile.of(pack("a.gz", "0123"));

        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> file.open(5, LIMITS));
    }

    @Test
    void refusesALinkThatLeadsNowhere() throws IOException {
        Path loop = folder.resolve("loop.csv");
        Files.createSymbolicLink(loop, loop);

        assertThat(refusal(() -> CsvFile.of(loop))).isEqualTo(FailureCode.FILE_UNREADABLE);
    }

    @Test
    void saysWhatIsWrongWithAFileThatCannotBeRead() {
        Path path = Path.of("leads.csv");

        NightshiftException denied =
                CsvFile.unreadable(path, new AccessDeniedException("leads.csv"));
        NightshiftException broken = CsvFile.unreadable(path, new IOException("Input/output"));

        assertThat(denied.code()).isEqualTo(FailureCode.FILE_UNREADABLE);
        assertThat(denied.message()).isEqualTo("leads.csv may not be read.");
        assertThat(broken.message()).isEqualTo("leads.csv cannot be read to its end.");
        assertThat(broken.code().exitCode()).isEqualTo(Exit.USAGE);
    }

    @Test
    void refusesAZipThatIsPackedInAnUnknownWay() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("a.csv"));
            zip.write("email\n".getBytes(StandardCharsets.UTF_8));
        }
        byte[] zip = bytes.toByteArray();
        int inLocalHeader = 8;
        int inDirectory =
                new String(zip, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002") + 10;
        zip[inLocalHeader] = 97;
        zip[inDirectory] = 97;
        CsvFile file = CsvFile.of(Files.write(folder.resolve("a.zip"), zip));

        assertThat(refusal(() -> file.open(0, LIMITS))).isEqualTo(FailureCode.ARCHIVE_REFUSED);
    }

    /** Whoever put the file there may put a link in its place at any time. */
    @Test
    void refusesALinkInAFolderOfOthersWheneverItComes() throws IOException {
        Path secret = write("secret.csv", "email\nsecret@b.example\n");
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), secret);
        assertThat(refusal(() -> CsvFile.ofOthers(link))).isEqualTo(FailureCode.NOT_A_FILE);
        assertThat(CsvFile.of(link).size()).isPositive();
        for (Path theirs :
                List.of(
                        write("a.csv", "email\n"),
                        pack("a.gz", "email\n"),
                        zip("a.zip", "email\n"))) {
            CsvFile file = CsvFile.ofOthers(theirs);
            file.open(0, LIMITS).close();
            Files.delete(theirs);
            Files.createSymbolicLink(theirs, secret);
            assertThatIOException().isThrownBy(() -> file.open(0, LIMITS));
            assertThatIOException().isThrownBy(() -> file.open(1, LIMITS));
            assertThatIOException().isThrownBy(file::sha256);
            assertThat(refusal(file::requireUnchanged)).isEqualTo(FailureCode.NOT_A_FILE);
        }
    }

    private static int readAll(CsvFile file, UnpackLimits limits) throws IOException {
        try (CsvStream in = file.open(0, limits)) {
            return in.readAllBytes().length;
        }
    }

    private static FailureCode refusal(ThrowingCallable call) {
        return Objects.requireNonNull(catchThrowableOfType(NightshiftException.class, call)).code();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Path pack(String name, String text) throws IOException {
        Path path = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return path;
    }

    private Path zip(String name, String text) throws IOException {
        Path path = folder.resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(path))) {
            out.putNextEntry(new ZipEntry("a.csv"));
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return path;
    }
}
