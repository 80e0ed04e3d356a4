package dev.nightshift.platform.stack;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;

/**
 * The file by which commands find this process, kept for as long as its data dir is the one that it
 * started in: without it nobody could find the servers nor start others. Not thread-safe.
 */
final class Announcement {
    private static final Logger log = LoggerFactory.getLogger(Announcement.class);

    private final DataDir dataDir;
    private final StackFile content;
    private final @Nullable Object place;

    private Announcement(DataDir dataDir, StackFile content, @Nullable Object place) {
        this.dataDir = dataDir;
        this.content = content;
        this.place = place;
    }

    /** Writes the file; the caller holds the lock of the data dir. */
    static Announcement write(DataDir dataDir, StackFile content) throws IOException {
        Announcement made =
                new Announcement(dataDir, content, fileKey(dataDir.processLock()).orElse(null));
        content.write(dataDir.stackFile());
        return made;
    }

    /**
     * Writes the file anew where somebody removed it.
     *
     * @return false when the data dir was removed, or another one is in its place: what the servers
     *     would be told now is kept nowhere
     */
    boolean stands() {
        try {
            Optional<Object> now = fileKey(dataDir.processLock());
            if (!Objects.equals(now.orElse(null), place)) {
                return false;
            }
            if (!Files.exists(dataDir.stackFile())) {
                log.atWarn().log("{} was removed; written anew", dataDir.stackFile());
                content.write(dataDir.stackFile());
            }
        } catch (IOException e) {
            log.atWarn().setCause(e).log("the file that names the servers cannot be written");
        }
        return true;
    }

    /** Removes the file, unless it is another process's. */
    void withdraw() throws IOException {
        boolean own =
                StackFile.read(dataDir.stackFile())
                        .filter(file -> file.pid() == content.pid())
                        .isPresent();
        if (own) {
            Files.deleteIfExists(dataDir.stackFile());
        }
    }

    // Reading attributes opens no channel: closing one would give the lock away.
    private static Optional<Object> fileKey(Path file) throws IOException {
        return Files.exists(file)
                ? Optional.ofNullable(
                        Files.readAttributes(file, BasicFileAttributes.class).fileKey())
                : Optional.of("gone");
    }
}
