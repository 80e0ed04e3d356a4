package dev.nightshift.platform.mongo.codec;

import org.bson.BsonReader;
import org.bson.BsonType;
import org.bson.BsonWriter;
import org.bson.Document;
import org.bson.UuidRepresentation;
import org.bson.codecs.BsonTypeClassMap;
import org.bson.codecs.BsonTypeCodecMap;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.configuration.CodecRegistry;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * The driver's codec for {@link Document}, with a short cut for texts, numbers, truth values,
 * dates, ids, lists and documents: it looks up no codec for these, which is most of what encoding a
 * lead otherwise costs. The bytes and the documents are the same. Every other value goes the
 * driver's way. Thread-safe.
 */
@SuppressWarnings("JavaUtilDate") // what a BSON date is to the driver
public final class PlainValueCodec extends DocumentCodec {
    private static final String ID = "_id";

    private final CodecRegistry others;
    private final BsonTypeCodecMap otherTypes;

    /**
     * @param others codecs of the values that have no short cut
     */
    public PlainValueCodec(CodecRegistry others) {
        super(others);
        this.others = others;
        this.otherTypes = new BsonTypeCodecMap(new BsonTypeClassMap(), others);
    }

    /** UUIDs are among the other values; their codec is the registry's. */
    @Override
    public Codec<Document> withUuidRepresentation(UuidRepresentation representation) {
        return this;
    }

    @Override
    public void encode(BsonWriter writer, Document document, EncoderContext context) {
        writer.writeStartDocument();
        Object id = context.isEncodingCollectibleDocument() ? document.get(ID) : null;
        if (id != null) {
            writer.writeName(ID);
            write(writer, id);
        }
        for (Map.Entry<String, Object> field : document.entrySet()) {
            if (id == null || !field.getKey().equals(ID)) {
                writer.writeName(field.getKey());
                write(writer, field.getValue());
            }
        }
        writer.writeEndDocument();
    }

    private void write(BsonWriter writer, @Nullable Object value) {
        switch (value) {
            case null -> writer.writeNull();
            case String text -> writer.writeString(text);
            case Integer number -> writer.writeInt32(number);
            case Double number -> writer.writeDouble(number);
            case Boolean truth -> writer.writeBoolean(truth);
            case Long number -> writer.writeInt64(number);
            case Date date -> writer.writeDateTime(date.getTime());
            case ObjectId id -> writer.writeObjectId(id);
            case Document document -> writeFields(writer, document);
            case Iterable<?> elements -> writeElements(writer, elements);
            default -> writeOther(writer, value);
        }
    }

    private void writeFields(BsonWriter writer, Document document) {
        writer.writeStartDocument();
        for (Map.Entry<String, Object> field : document.entrySet()) {
            writer.writeName(field.getKey());
            write(writer, field.getValue());
        }
        writer.writeEndDocument();
    }

    private void writeElements(BsonWriter writer, Iterable<?> elements) {
        writer.writeStartArray();
        for (Object element : elements) {
            write(writer, element);
        }
        writer.writeEndArray();
    }

    private <T> void writeOther(BsonWriter writer, T value) {
        @SuppressWarnings("unchecked") // the class of a value takes that value
        Codec<T> codec = (Codec<T>) others.get(value.getClass());
        codec.encode(writer, value, EncoderContext.builder().build());
    }

    @Override
    public Document decode(BsonReader reader, DecoderContext context) {
        Document document = new Document();
        reader.readStartDocument();
        for (BsonType type = reader.readBsonType();
                type != BsonType.END_OF_DOCUMENT;
                type = reader.readBsonType()) {
            String name = reader.readName();
            document.put(name, read(reader, type, context));
        }
        reader.readEndDocument();
        return document;
    }

    private @Nullable Object read(BsonReader reader, BsonType type, DecoderContext context) {
        return switch (type) {
            case STRING -> reader.readString();
            case INT32 -> reader.readInt32();
            case INT64 -> reader.readInt64();
            case DOUBLE -> reader.readDouble();
            case BOOLEAN -> reader.readBoolean();
            case DATE_TIME -> new Date(reader.readDateTime());
            case OBJECT_ID -> reader.readObjectId();
            case DOCUMENT -> decode(reader, context);
            case ARRAY -> readElements(reader, context);
            case NULL -> {
                reader.readNull();
                yield null;
            }
            default -> otherTypes.get(type).decode(reader, context);
        };
    }

    private List<@Nullable Object> readElements(BsonReader reader, DecoderContext context) {
        List<@Nullable Object> elements = new ArrayList<>();
        reader.readStartArray();
        for (BsonType type = reader.readBsonType();
                type != BsonType.END_OF_DOCUMENT;
                type = reader.readBsonType()) {
            elements.add(read(reader, type, context));
        }
        reader.readEndArray();
        return elements;
    }
}
