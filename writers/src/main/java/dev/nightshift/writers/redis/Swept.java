package dev.nightshift.writers.redis;

import java.util.List;

/**
 * What became of some keys of a space.
 *
 * @param expired those that were expired; each as often as it was given
 * @param removed those of them that were removed, each once
 */
public record Swept(List<String> expired, List<String> removed) {
    static final Swept NOTHING = new Swept(List.of(), List.of());

    public Swept {
        expired = List.copyOf(expired);
        removed = List.copyOf(removed);
    }
}
