package dev.nightshift.writers.mongo;

import dev.nightshift.writers.mongo.merge.RowOutcome;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Outcomes of a batch's rows as text, a letter each: a capital for a row that was settled in an
 * earlier round, a small letter for one that the round at hand settles, a dot for one that is still
 * to be planned.
 */
final class RowLetters {
    private static final char PENDING = '.';

    private static final Map<RowOutcome, Character> LETTERS =
            Map.of(
                    RowOutcome.INSERTED, 'I',
                    RowOutcome.UPDATED, 'U',
                    RowOutcome.UNCHANGED, 'N',
                    RowOutcome.NO_KEY, 'K',
                    RowOutcome.KEY_CONFLICT, 'C',
                    RowOutcome.NOT_STORABLE, 'S',
                    RowOutcome.CONTENDED, 'W');

    private static final Map<Character, RowOutcome> OUTCOMES =
            LETTERS.keySet().stream().collect(Collectors.toMap(LETTERS::get, Function.identity()));

    private final StringBuilder letters;

    RowLetters(int rows) {
        letters = new StringBuilder(rows);
        letters.repeat(PENDING, rows);
    }

    void settled(int row, RowOutcome outcome) {
        letters.setCharAt(row, letter(outcome));
    }

    void planned(int row, RowOutcome outcome) {
        letters.setCharAt(row, Character.toLowerCase(letter(outcome)));
    }

    private static char letter(RowOutcome outcome) {
        Character letter = LETTERS.get(outcome);
        if (letter == null) {
            throw new IllegalArgumentException("no letter for " + outcome);
        }
        return letter;
    }

    /** The outcome of a row that was settled before the round, null for any other. */
    static @Nullable RowOutcome settled(String letters, int row) {
        return OUTCOMES.get(letters.charAt(row));
    }

    /** The outcome of a row that the round settles, null for any other. */
    static @Nullable RowOutcome planned(String letters, int row) {
        char letter = letters.charAt(row);
        return Character.isLowerCase(letter) ? OUTCOMES.get(Character.toUpperCase(letter)) : null;
    }

    @Override
    public String toString() {
        return letters.toString();
    }
}
