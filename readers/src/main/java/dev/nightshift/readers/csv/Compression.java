package dev.nightshift.readers.csv;

/** How a file is packed. */
public enum Compression {
    NONE,
    GZIP,
    ZIP
}
