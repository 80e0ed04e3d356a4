package dev.nightshift.writers.mongo;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** An upper bound of a value's size as BSON, found without encoding it. */
final class DocumentSize {
    private static final int FIXED = 24;

    private DocumentSize() {}

    /** Bytes at most. */
    static long atMost(@Nullable Object value) {
        return switch (value) {
            case String text -> FIXED + 3L * text.length();
            case Map<?, ?> map -> {
                long size = FIXED;
                for (Map.Entry<?, ?> field : map.entrySet()) {
                    size += atMost(field.getKey()) + atMost(field.getValue());
                }
                yield size;
            }
            case List<?> list -> {
                long size = FIXED;
                for (Object element : list) {
                    size += FIXED + atMost(element);
                }
                yield size;
            }
            case null, default -> FIXED;
        };
    }
}
