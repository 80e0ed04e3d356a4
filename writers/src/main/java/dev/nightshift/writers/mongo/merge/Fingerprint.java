package dev.nightshift.writers.mongo.merge;

import java.util.List;

/**
 * A value remembered only so far that an equal one is known again: 64 bits of hash. Values that are
 * the {@linkplain FieldValues#same same} have equal fingerprints; two that differ share one with a
 * chance of about 2<sup>-64</sup>, which a dry run's counts can bear.
 */
public record Fingerprint(long bits) {
    private static final long PRIME = 0x9E3779B97F4A7C15L;

    /** The fingerprint of a text, number, truth value or list of these. */
    public static Fingerprint of(Object value) {
        return new Fingerprint(bitsOf(value));
    }

    /** The fingerprint's bits, for a store that has no use for the object. */
    public static long bitsOf(Object value) {
        return switch (value) {
            case Fingerprint print -> print.bits;
            case String text -> ofText(text);
            case Number number -> mixed(1, Double.doubleToLongBits(number.doubleValue() + 0.0));
            case Boolean truth -> truth ? mixed(2, 1) : mixed(2, 0);
            case List<?> list -> {
                long bits = 3;
                for (Object element : list) {
                    bits = mixed(bits, bitsOf(element));
                }
                yield bits;
            }
            default -> mixed(4, ofText(value.toString()));
        };
    }

    private static long ofText(String text) {
        long bits = text.length();
        for (int i = 0; i < text.length(); i++) {
            bits = (bits ^ text.charAt(i)) * PRIME;
            bits ^= bits >>> 32;
        }
        return mixed(bits, 5);
    }

    private static long mixed(long left, long right) {
        long bits = (left * 31 + right) * PRIME;
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return bits ^ (bits >>> 31);
    }
}
