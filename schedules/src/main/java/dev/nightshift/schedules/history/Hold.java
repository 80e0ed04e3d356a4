package dev.nightshift.schedules.history;

/**
 * The right to work on a row: what is written under it counts only until another process, or
 * another thread of this one, takes the row up.
 *
 * @param id the row's number
 * @param turn how many have had the row, this one included
 */
public record Hold(long id, int turn) {
    static Hold first(long id) {
        return new Hold(id, 1);
    }
}
