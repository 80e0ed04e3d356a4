package dev.nightshift.readers.csv.source;

import org.jspecify.annotations.Nullable;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The unpacked bytes of a file from some offset on. Not thread-safe; opened again at any offset
 * with {@link CsvFile#open}.
 */
public final class CsvStream extends FilterInputStream {
    private final CsvFile file;
    private final @Nullable Fingerprint fingerprint;

    CsvStream(CsvFile file, InputStream in, @Nullable Fingerprint fingerprint) {
        super(in);
        this.file = file;
        this.fingerprint = fingerprint;
    }

    /** The file whose bytes these are. */
    public CsvFile file() {
        return file;
    }

    /**
     * The SHA-256 of the file as it is on disk; to be asked at the end of the stream. Costs another
     * reading of the file where the bytes read here were not all of it.
     */
    public String sha256() throws IOException {
        return fingerprint == null ? file.sha256() : fingerprint.ofAll();
    }

    /**
     * To be asked at the end of the stream: the file is still what was looked at.
     *
     * @param sha256 that it had then; compared where all bytes were read here
     * @throws dev.nightshift.platform.failure.NightshiftException FILE_CHANGED
     */
    public void requireUnchanged(String sha256) throws IOException {
        file.requireUnchanged();
        if (fingerprint != null && !fingerprint.ofAll().equals(sha256)) {
            throw file.changed();
        }
    }
}
