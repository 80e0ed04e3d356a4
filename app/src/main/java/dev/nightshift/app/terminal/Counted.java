package dev.nightshift.app.terminal;

/** A number and what it counts, in plain English. */
public final class Counted {
    private Counted() {}

    /** {@code 1 lead}, {@code 2 leads}. */
    public static String of(long number, String one, String many) {
        return "%d %s".formatted(number, number == 1 ? one : many);
    }

    /** {@code 1 company}, {@code 2 companies}. */
    public static String companies(long number) {
        return of(number, "company", "companies");
    }
}
