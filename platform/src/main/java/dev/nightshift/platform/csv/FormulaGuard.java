package dev.nightshift.platform.csv;

/**
 * An apostrophe before text that a spreadsheet would take for a formula. Such text starts with
 * {@code =}, {@code +}, {@code -}, {@code @}, a tab or a carriage return; phones in E.164 do. Text
 * that starts with apostrophes and then one of these gets one more, so that {@link #unguarded}
 * undoes {@link #guarded} for every text.
 */
public final class FormulaGuard {
    private static final String STARTS = "=+-@\t\r";

    private FormulaGuard() {}

    /** The text as it is safe in a spreadsheet. */
    public static String guarded(String text) {
        return isGuardedOrFormula(text) ? "'" + text : text;
    }

    /** The text that was guarded; any other as it is. */
    public static String unguarded(String text) {
        return !text.isEmpty() && text.charAt(0) == '\'' && isGuardedOrFormula(text)
                ? text.substring(1)
                : text;
    }

    private static boolean isGuardedOrFormula(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) == '\'') {
            start++;
        }
        return start < text.length() && STARTS.indexOf(text.charAt(start)) >= 0;
    }
}
