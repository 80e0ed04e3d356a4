package dev.nightshift.readers.csv.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** How a file is packed; told by its first bytes, whatever its name says. */
public enum Compression {
    NONE,
    GZIP,
    ZIP;

    static Compression of(Path path, LinkOption... links) throws IOException {
        try (InputStream in = Files.newInputStream(path, links)) {
            return of(in.readNBytes(4));
        }
    }

    static Compression of(byte[] magic) {
        if (magic.length >= 2 && (magic[0] & 0xFF) == 0x1F && (magic[1] & 0xFF) == 0x8B) {
            return GZIP;
        }
        // An archive without any entry starts with its end.
        boolean zip =
                magic.length >= 4
                        && magic[0] == 'P'
                        && magic[1] == 'K'
                        && ((magic[2] == 3 && magic[3] == 4) || (magic[2] == 5 && magic[3] == 6));
        return zip ? ZIP : NONE;
    }
}
