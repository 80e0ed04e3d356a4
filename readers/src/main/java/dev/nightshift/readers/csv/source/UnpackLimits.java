package dev.nightshift.readers.csv.source;

/**
 * How far a packed file may grow before it is taken for a bomb.
 *
 * @param ratio times its packed size, looked at beyond {@code ratioFromBytes}
 * @param ratioFromBytes unpacked bytes from which the ratio counts
 * @param bytes unpacked bytes that are too many in any case
 */
public record UnpackLimits(int ratio, long ratioFromBytes, long bytes) {
    /** Text rarely shrinks to a fiftieth; a bomb grows a thousandfold. */
    public static UnpackLimits defaults() {
        return new UnpackLimits(200, 100L << 20, 200L << 30);
    }
}
