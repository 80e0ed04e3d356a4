package dev.nightshift.platform.mongo.codec;

import com.mongodb.MongoClientSettings;

import org.bson.BsonBinaryWriter;
import org.bson.Document;
import org.bson.codecs.Codec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;
import org.bson.types.Binary;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import java.util.Date;
import java.util.List;
import java.util.Map;

/** How large values are as BSON. */
public final class DocumentSize {
    /** MongoDB's 16 MB, less what the company and the command around it take. */
    private static final int MOST = (16 << 20) - (64 << 10);

    private static final int FIXED = 24;
    private static final Codec<Document> CODEC =
            MongoClientSettings.getDefaultCodecRegistry().get(Document.class);

    private DocumentSize() {}

    /** Whether MongoDB takes a document of this size; encodes it only when that is in doubt. */
    public static boolean fits(Document document) {
        return atMost(document) <= MOST || isStorable(document);
    }

    /**
     * Whether MongoDB takes a document of this size and these values.
     *
     * @throws org.bson.codecs.configuration.CodecConfigurationException when a value is nothing
     *     that it stores
     */
    public static boolean isStorable(Document document) {
        try (BasicOutputBuffer bytes = new BasicOutputBuffer();
                BsonBinaryWriter writer = new BsonBinaryWriter(bytes)) {
            CODEC.encode(writer, document, EncoderContext.builder().build());
            return bytes.getSize() <= MOST;
        }
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
            case Binary bytes -> FIXED + bytes.length();
            case byte[] bytes -> FIXED + bytes.length;
            case Number number -> FIXED;
            case Boolean truth -> FIXED;
            case Date moment -> FIXED;
            case ObjectId id -> FIXED;
            case null -> FIXED;
            default -> FIXED + 3L * value.toString().length();
        };
    }
}
