package dev.nightshift.jobs.sloprobe.results;

import dev.nightshift.jobs.sloprobe.measure.Verdict;

/**
 * The last verdict of an SLO in short, for whoever looks at many companies.
 *
 * @param burning whether its budget goes too fast
 */
public record SloBrief(Verdict verdict, boolean burning) {
    private static final String BURNING = " burning";

    static SloBrief of(SloResult result) {
        return new SloBrief(result.verdict(), result.fastBurning() || result.slowBurning());
    }

    static SloBrief read(String text) {
        return text.endsWith(BURNING)
                ? new SloBrief(
                        Verdict.valueOf(text.substring(0, text.length() - BURNING.length())), true)
                : new SloBrief(Verdict.valueOf(text), false);
    }

    /** As it is stored. */
    String text() {
        return burning ? verdict + BURNING : verdict.name();
    }

    /** Whether somebody should look. */
    public boolean isBad() {
        return burning || verdict == Verdict.BREACH;
    }
}
