package dev.nightshift.app.cli;

import java.util.Locale;

/** What can be said of arguments that could not be parsed. */
final class Arguments {
    private static final String OUTPUT = "--output";

    private Arguments() {}

    /** Whether the operator asked for JSON, rightly spelt, somewhere. */
    static boolean askForJson(String[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i].toLowerCase(Locale.ROOT);
            boolean next = i + 1 < arguments.length && arguments[i + 1].equalsIgnoreCase("json");
            if (argument.equals(OUTPUT + "=json") || (argument.equals(OUTPUT) && next)) {
                return true;
            }
        }
        return false;
    }
}
