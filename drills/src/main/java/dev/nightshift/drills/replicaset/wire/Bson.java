package dev.nightshift.drills.replicaset.wire;

import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/** Documents as bytes. */
public final class Bson {
    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();

    private Bson() {}

    /** The document as BSON. */
    public static byte[] bytes(BsonDocument document) {
        BasicOutputBuffer out = new BasicOutputBuffer(512);
        try (BsonBinaryWriter writer = new BsonBinaryWriter(out)) {
            CODEC.encode(writer, document, EncoderContext.builder().build());
            return out.toByteArray();
        }
    }

    /** The document of these bytes. */
    public static BsonDocument document(byte[] bytes) {
        return document(bytes, 0, bytes.length);
    }

    static BsonDocument document(byte[] bytes, int offset, int length) {
        return new RawBsonDocument(bytes, offset, length).decode(CODEC);
    }
}
