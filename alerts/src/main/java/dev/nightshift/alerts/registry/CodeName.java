package dev.nightshift.alerts.registry;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A code that fits the rule {@code <TAB>_<MODULE>_<ACTION>_<CAUSE>}, or {@code
 * SLO_<TAB>_<MODULE>_<OP>_P95}. The tab is its key or its code prefix in the tab matrix, the
 * longest that fits; a tab with a default module may leave the module out.
 *
 * @param slo whether it is of the second form
 * @param rest what follows the tab (and, of the second form, stands before {@code _P95})
 */
public record CodeName(String code, Tab tab, boolean slo, String rest) {
    /** Words of capital letters and digits, joined by single underscores. */
    private static final Pattern UPPER_SNAKE = Pattern.compile("[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*+");

    private static final int LONGEST = 120;
    private static final String SLO = "SLO_";
    private static final String P95 = "_P95";

    /** The code's parts; empty when it does not fit. */
    public static Optional<CodeName> read(String code, TabMatrix tabs) {
        if (!isUpperSnake(code)) {
            return Optional.empty();
        }
        boolean slo = code.startsWith(SLO);
        String text = slo ? code.substring(SLO.length()) : code;
        if (slo && !text.endsWith(P95)) {
            return Optional.empty();
        }
        String named = slo ? text.substring(0, text.length() - P95.length()) : text;
        return tabs.longestMatch(named)
                .map(
                        match ->
                                new CodeName(
                                        code,
                                        match.tab(),
                                        slo,
                                        named.substring(match.prefix().length() + 1)))
                .filter(CodeName::hasAllParts);
    }

    /** Whether it is words of capital letters and digits with single underscores between them. */
    public static boolean isUpperSnake(String code) {
        return code.length() <= LONGEST && UPPER_SNAKE.matcher(code).matches();
    }

    /** Why the code does not fit, with what is expected; empty when it does. */
    public static Optional<String> problem(String code, TabMatrix tabs) {
        if (!isUpperSnake(code)) {
            return Optional.of(
                    "must be words of capital letters and digits, joined by single underscores,"
                            + " at most %d characters".formatted(LONGEST));
        }
        if (read(code, tabs).isPresent()) {
            return Optional.empty();
        }
        boolean slo = code.startsWith(SLO);
        String named = slo ? code.substring(SLO.length()) : code;
        if (tabs.longestMatch(named).isEmpty()) {
            List<String> keys = tabs.tabs().stream().map(Tab::codePrefix).sorted().toList();
            return Optional.of(
                    "begins with no tab of the tab matrix (%s)".formatted(String.join(", ", keys)));
        }
        return Optional.of(
                slo
                        ? "is not SLO_<TAB>_<MODULE>_<OP>_P95"
                        : "is not <TAB>_<MODULE>_<ACTION>_<CAUSE>");
    }

    private boolean hasAllParts() {
        long words = rest.chars().filter(c -> c == '_').count() + 1;
        long needed = slo ? 2 : 3;
        return words >= (tab.defaultModule().isEmpty() ? needed : needed - 1);
    }

    /** Whether the code says module and action as the entry's id does. */
    boolean belongsTo(RegistryEntry entry) {
        if (!tab.key().equals(entry.tab())) {
            return false;
        }
        String operation = entry.module() + "_" + entry.action();
        boolean moduleMayMiss = entry.module().equals(tab.defaultModule());
        return tells(operation) || (moduleMayMiss && tells(entry.action()));
    }

    private boolean tells(String operation) {
        return slo
                ? rest.equals(operation)
                : rest.startsWith(operation + "_") && rest.length() > operation.length() + 1;
    }
}
