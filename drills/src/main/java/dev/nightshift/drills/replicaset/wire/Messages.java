package dev.nightshift.drills.replicaset.wire;

import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Messages as https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/ has them:
 * OP_MSG, and OP_QUERY with its OP_REPLY for the first hello of a connection.
 */
final class Messages {
    private static final int HEADER = 16;
    private static final int LARGEST = 48_000_000;
    private static final int OP_REPLY = 1;
    private static final int OP_QUERY = 2004;
    private static final int OP_MSG = 2013;
    private static final int CHECKSUM = 1;
    private static final int MORE_TO_COME = 2;
    private static final int AWAIT_CAPABLE = 8;

    private Messages() {}

    /** The next request; null when the client has hung up. */
    static @Nullable Request read(InputStream in) throws IOException {
        byte[] size = in.readNBytes(Integer.BYTES);
        if (size.length < Integer.BYTES) {
            return null;
        }
        int length = little(size).getInt();
        if (length < HEADER || length > LARGEST) {
            throw new IOException("a message of %d bytes".formatted(length));
        }
        byte[] rest = in.readNBytes(length - Integer.BYTES);
        if (rest.length < length - Integer.BYTES) {
            return null;
        }
        Body message = new Body(rest);
        int id = message.number();
        message.number();
        int operation = message.number();
        return switch (operation) {
            case OP_MSG -> command(id, message);
            case OP_QUERY -> query(id, message);
            default -> throw new IOException("operation %d is not known".formatted(operation));
        };
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static Request command(int id, Body message) throws IOException {
        int flags = message.number();
        int end = message.end() - ((flags & CHECKSUM) != 0 ? Integer.BYTES : 0);
        BsonDocument body = new BsonDocument();
        while (message.position() < end) {
            switch (message.kind()) {
                case 0 -> {
                    BsonDocument main = message.document();
                    main.putAll(body);
                    body = main;
                }
                case 1 -> sequence(message, body);
                default -> throw new IOException("a section of an unknown kind");
            }
        }
        if (body.isEmpty() || !body.isString("$db")) {
            throw new IOException("a message without a command");
        }
        String database = body.getString("$db").getValue();
        return new Request(id, false, (flags & MORE_TO_COME) == 0, database, body);
    }

    private static void sequence(Body message, BsonDocument body) {
        int end = message.position() + message.number();
        String name = message.text();
        BsonArray documents = new BsonArray();
        while (message.position() < end) {
            documents.add(message.document());
        }
        body.put(name, documents);
    }

    private static Request query(int id, Body message) {
        message.number();
        String namespace = message.text();
        message.number();
        message.number();
        BsonDocument body = message.document();
        if (body.isDocument("$query")) {
            body = body.getDocument("$query");
        }
        return new Request(id, true, true, namespace.split("\\.", 2)[0], body);
    }

    /** What follows the length of a message, read from its start. */
    private static final class Body {
        private final byte[] bytes;
        private final ByteBuffer view;

        Body(byte[] bytes) {
            this.bytes = bytes;
            this.view = little(bytes);
        }

        int position() {
            return view.position();
        }

        int end() {
            return view.limit();
        }

        int number() {
            return view.getInt();
        }

        byte kind() {
            return view.get();
        }

        BsonDocument document() {
            int start = view.position();
            int length = view.getInt(start);
            view.position(start + length);
            return Bson.document(bytes, start, length);
        }

        String text() {
            int start = view.position();
            int end = start;
            while (bytes[end] != 0) {
                end++;
            }
            view.position(end + 1);
            return new String(bytes, start, end - start, StandardCharsets.UTF_8);
        }
    }

    /** The answer as a message of the kind in which it was asked. */
    static byte[] reply(Request request, int id, BsonDocument answer) {
        byte[] document = Bson.bytes(answer);
        int length = HEADER + document.length + (request.legacy() ? 20 : 5);
        ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(length).putInt(id).putInt(request.id());
        if (request.legacy()) {
            out.putInt(OP_REPLY).putInt(AWAIT_CAPABLE).putLong(0).putInt(0).putInt(1);
        } else {
            out.putInt(OP_MSG).putInt(0).put((byte) 0);
        }
        return out.put(document).array();
    }
}
