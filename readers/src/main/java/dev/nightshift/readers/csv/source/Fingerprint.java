package dev.nightshift.readers.csv.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a stream, computed while it is read. Not thread-safe. */
final class Fingerprint extends FilterInputStream {
    private static final int CHUNK = 1 << 16;

    private final MessageDigest digest = sha256();

    Fingerprint(InputStream in) {
        super(in);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        if (read >= 0) {
            digest.update((byte) read);
        }
        return read;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        if (read > 0) {
            digest.update(bytes, from, read);
        }
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, CHUNK)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** The hexadecimal sum of the whole stream; reads what is left of it. */
    String ofAll() throws IOException {
        byte[] rest = new byte[CHUNK];
        while (read(rest, 0, CHUNK) >= 0) {
            // only the digest is wanted
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
