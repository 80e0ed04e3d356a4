package dev.nightshift.readers.csv.source;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Ends the reading of a packed file that grows beyond all reason. Not thread-safe. */
final class BombGuard extends FilterInputStream {
    private final long packed;
    private final UnpackLimits limits;
    private final Path path;
    private long unpacked;

    BombGuard(InputStream in, long packed, UnpackLimits limits, Path path) {
        super(in);
        this.packed = packed;
        this.limits = limits;
        this.path = path;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        count(Math.max(read, 0));
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = super.skip(count);
        count(skipped);
        return skipped;
    }

    private void count(long bytes) {
        unpacked += bytes;
        boolean tooDense = unpacked > limits.ratioFromBytes() && unpacked / limits.ratio() > packed;
        if (tooDense || unpacked > limits.bytes()) {
            throw new NightshiftException(
                    FailureCode.ARCHIVE_BOMB,
                    "%s unpacks to more than %d MB, %d times its size; it looks like a zip bomb."
                            .formatted(path, unpacked >> 20, unpacked / Math.max(packed, 1)),
                    "If it is to be trusted, unpack it by hand and import the file.");
        }
    }
}
