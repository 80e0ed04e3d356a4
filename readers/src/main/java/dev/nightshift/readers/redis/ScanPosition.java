package dev.nightshift.readers.redis;

/**
 * Where a scan stands.
 *
 * @param server whose cursor it is; empty before the first page
 * @param cursor behind the last page
 * @param ended whether there is no other page
 */
public record ScanPosition(String server, String cursor, boolean ended) {
    /** Before the first page. */
    public static final ScanPosition START = new ScanPosition("", "0", false);
}
