package dev.nightshift.readers.csv;

import dev.nightshift.readers.csv.detect.Utf8Census;
import dev.nightshift.readers.csv.source.CsvFile;
import dev.nightshift.readers.csv.source.CsvStream;

import java.io.IOException;
import java.util.Arrays;

/** What one reading of a whole file tells. Not thread-safe. */
final class FileCensus {
    private static final int SAMPLE = 1 << 18;

    private final Utf8Census utf8 = new Utf8Census();
    private byte[] sample = new byte[SAMPLE];
    private int sampled;
    private long size;
    private String sha256 = "";

    private FileCensus() {}

    static FileCensus of(CsvFile file, CsvLimits limits) throws IOException {
        FileCensus census = new FileCensus();
        byte[] chunk = new byte[Utf8Census.CHUNK];
        try (CsvStream in = file.open(0, limits.unpack())) {
            for (int read = in.readNBytes(chunk, 0, chunk.length);
                    read > 0;
                    read = in.readNBytes(chunk, 0, chunk.length)) {
                census.take(chunk, read);
            }
            census.utf8.finish();
            census.sha256 = in.sha256();
        }
        census.sample = Arrays.copyOf(census.sample, census.sampled);
        file.requireUnchanged();
        return census;
    }

    private void take(byte[] chunk, int length) {
        int copied = Math.min(length, SAMPLE - sampled);
        System.arraycopy(chunk, 0, sample, sampled, copied);
        sampled += copied;
        size += length;
        utf8.take(chunk, length);
    }

    Utf8Census utf8() {
        return utf8;
    }

    /** The first bytes of the text. */
    byte[] sample() {
        return sample;
    }

    /** Whether there is more than the sample. */
    boolean goesOn() {
        return size > sampled;
    }

    /** Bytes of the unpacked file. */
    long size() {
        return size;
    }

    /** Of the file as it is on disk. */
    String sha256() {
        return sha256;
    }
}
