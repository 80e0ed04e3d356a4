package dev.nightshift.platform.mongo.codec;

import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.configuration.CodecRegistry;

/** Whether a document is larger than MongoDB stores. */
public final class Oversize {
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private Oversize() {}

    /** Whether it is, encoded as the store does. */
    public static boolean is(Document document, CodecRegistry codecs) {
        return new RawBsonDocument(document, codecs.get(Document.class)).getByteBuffer().remaining()
                > MAX_BYTES;
    }
}
