package dev.nightshift.readers.redis;

import java.util.List;

/**
 * Keys that are worked on together.
 *
 * @param keys some may have come before
 * @param position behind them
 */
public record KeyBatch(List<String> keys, ScanPosition position) {
    public KeyBatch {
        keys = List.copyOf(keys);
    }
}
