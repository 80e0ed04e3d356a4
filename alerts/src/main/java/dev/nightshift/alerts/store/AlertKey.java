package dev.nightshift.alerts.store;

import java.util.List;

/**
 * What makes two alerts of a company the same matter.
 *
 * @param flags what is wrong with the code itself, such as {@code BAD_NAME}
 */
public record AlertKey(String tab, String module, String code, List<String> flags) {
    public AlertKey {
        flags = List.copyOf(flags);
    }

    /** As one text, for indexes and claims. */
    public String text() {
        return tab + '/' + module + '/' + code;
    }
}
