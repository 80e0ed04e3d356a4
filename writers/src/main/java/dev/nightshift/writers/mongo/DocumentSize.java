package dev.nightshift.writers.mongo;

import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** How large values are as BSON. */
public final class DocumentSize {
    /** MongoDB's 16 MB, less what the company and the command around it take. */
    private static final int MOST = (16 << 20) - (64 << 10);

    private static final int FIXED = 24;
    private static final DocumentCodec CODEC = new DocumentCodec();

    private DocumentSize() {}

    /** Whether MongoDB takes a document of this size; encodes it only when that is in doubt. */
    public static boolean fits(Document document) {
        return atMost(document) <= MOST
                || new RawBsonDocument(document, CODEC).getByteBuffer().remaining() <= MOST;
    }

    /** Bytes at most, found without encoding it. */
    public static long atMost(@Nullable Object value) {
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
