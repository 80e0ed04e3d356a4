package dev.nightshift.alerts.registry.source;

/** What a name stands for. */
sealed interface Definition {
    /** The function it is defined in; -1 for the file. */
    int function();

    /** {@code const name = <expression>}. */
    record Initialised(int from, int function) implements Definition {}

    /** {@code enum name \{ ... \}}; the brace that opens it. */
    record Enumeration(int brace, int function) implements Definition {}

    /** {@code const \{ property: name \} = <expression>}. */
    record Taken(int from, String property, int function) implements Definition {}

    /** {@code import \{ exported as name \} from 'module'}; {@code *} for all of the module. */
    record Imported(String module, String exported, int function) implements Definition {
        static final String ALL = "*";
        static final String DEFAULT = "default";
    }

    /** A parameter, or a variable that is assigned more than once: not known before it runs. */
    record Unknown(int function) implements Definition {}
}
