package dev.nightshift.jobs.csvimport;

import dev.nightshift.writers.csv.RejectedRow;
import dev.nightshift.writers.csv.RejectsWriter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where an import's rejected rows go: to a file, or nowhere in a dry run that names none. */
interface RejectsSink extends AutoCloseable {
    /** Opens the sink where the last attempt left it. */
    interface Opening {
        RejectsSink at(long committedBytes);
    }

    /** Keeps a row. */
    void reject(RejectedRow row);

    /** Makes the rows so far durable and says up to which byte. */
    long commit();

    /** Gives the file its name; empty when no row was rejected. Safe to repeat. */
    Optional<Path> publish();

    @Override
    void close();

    /** Forgets the rows. */
    static Opening nowhere() {
        return committed ->
                new RejectsSink() {
                    @Override
                    public void reject(RejectedRow row) {}

                    @Override
                    public long commit() {
                        return 0;
                    }

                    @Override
                    public Optional<Path> publish() {
                        return Optional.empty();
                    }

                    @Override
                    public void close() {}
                };
    }

    /** A rejects file with these columns. */
    static Opening file(Path target, List<String> header) {
        return committed -> {
            if (committed > 0 && isPublished(target, committed)) {
                return published(target, committed);
            }
            return of(RejectsWriter.open(target, header, committed));
        };
    }

    /** Where the rows are until the file gets its name. */
    static Path partOf(Path target) {
        return target.resolveSibling(target.getFileName() + ".part");
    }

    /** Whether an attempt that died behind its last step has named the file already. */
    private static boolean isPublished(Path target, long committed) {
        try {
            return !Files.exists(partOf(target))
                    && Files.isRegularFile(target)
                    && Files.size(target) == committed;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static RejectsSink of(RejectsWriter writer) {
        return new RejectsSink() {
            @Override
            public void reject(RejectedRow row) {
                writer.reject(row);
            }

            @Override
            public long commit() {
                return writer.commit();
            }

            @Override
            public Optional<Path> publish() {
                return writer.publish();
            }

            @Override
            public void close() {
                writer.close();
            }
        };
    }

    private static RejectsSink published(Path target, long bytes) {
        return new RejectsSink() {
            @Override
            public void reject(RejectedRow row) {
                throw new IllegalStateException("the rejects file is complete");
            }

            @Override
            public long commit() {
                return bytes;
            }

            @Override
            public Optional<Path> publish() {
                return Optional.of(target);
            }

            @Override
            public void close() {}
        };
    }
}
