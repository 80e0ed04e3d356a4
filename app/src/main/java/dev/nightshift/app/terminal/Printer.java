package dev.nightshift.app.terminal;

/**
 * Writes results to {@code out} and everything else to {@code err}, as text or as JSON. Text comes
 * as it is: whoever makes it puts {@link Printable} or {@link Table} around data.
 */
public final class Printer {
    private final Surroundings surroundings;
    private final boolean json;

    /** Prints JSON where {@code json}, else text. */
    public Printer(Surroundings surroundings, boolean json) {
        this.surroundings = surroundings;
        this.json = json;
    }

    /** Prints the command's result: as JSON, or what {@code text} writes about it. */
    public <T> void result(T value, java.util.function.Function<? super T, String> text) {
        String printed = json ? Json.pretty(value) : text.apply(value);
        surroundings.out().print(printed.endsWith("\n") ? printed : printed + "\n");
        surroundings.out().flush();
    }

    /** Tells the operator something that is not the result. */
    public void note(String text) {
        surroundings.err().println(Printable.lines(text));
    }

    /** Whether results are JSON. */
    public boolean json() {
        return json;
    }
}
