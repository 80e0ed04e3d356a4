package dev.nightshift.alerts.registry;

/**
 * Where something stands in a file.
 *
 * @param file as the operator knows it: a path, or the name of a file that is shipped
 * @param line from 1
 * @param column from 1, in characters
 * @param path in the JSON, for example {@code $.entries[2].owner}
 */
public record Place(String file, int line, int column, String path) {
    /** Something that is not from a file. */
    public static final Place NONE = new Place("", 0, 0, "$");

    /** The form that editors and terminals make a link of. */
    @Override
    public String toString() {
        return "%s:%d:%d %s".formatted(file, line, column, path);
    }
}
