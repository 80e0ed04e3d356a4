package dev.nightshift.platform.mongo;

import com.mongodb.MongoClientSettings;

import org.bson.BsonBinaryWriter;
import org.bson.Document;
import org.bson.codecs.Codec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/** How large a document is as the driver sends it. */
public final class StoredSize {
    private static final Codec<Document> CODEC =
            MongoClientSettings.getDefaultCodecRegistry().get(Document.class);

    private StoredSize() {}

    /**
     * Bytes, found by encoding it.
     *
     * @throws org.bson.codecs.configuration.CodecConfigurationException when a value is nothing
     *     that MongoDB stores
     */
    public static int of(Document document) {
        try (BasicOutputBuffer bytes = new BasicOutputBuffer();
                BsonBinaryWriter writer = new BsonBinaryWriter(bytes)) {
            CODEC.encode(writer, document, EncoderContext.builder().build());
            return bytes.getSize();
        }
    }
}
