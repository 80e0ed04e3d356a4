package dev.nightshift.platform.stack.emulator.database;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import java.util.ArrayList;
import java.util.List;

/** Documents as BSON. */
public final class DocumentBytes {
    private DocumentBytes() {}

    /** One document. */
    public static byte[] of(Document document) {
        ByteBuf buffer = Unpooled.buffer(1024);
        BsonEncoder.encodeDocument(document, buffer);
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return bytes;
    }

    /** Documents one behind the other. */
    public static List<Document> decodeAll(byte[] bytes) {
        ByteBuf buffer = Unpooled.wrappedBuffer(bytes);
        List<Document> documents = new ArrayList<>();
        while (buffer.isReadable()) {
            documents.add(BsonDecoder.decodeBson(buffer));
        }
        return documents;
    }

    /** The first document. */
    public static Document decode(byte[] bytes) {
        return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bytes));
    }
}
