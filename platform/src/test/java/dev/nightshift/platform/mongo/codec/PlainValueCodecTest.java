package dev.nightshift.platform.mongo.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoClientSettings;

import dev.nightshift.platform.testing.PropertySeed;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.Document;
import org.bson.UuidRepresentation;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.configuration.CodecRegistry;
import org.bson.io.BasicOutputBuffer;
import org.bson.types.Binary;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

class PlainValueCodecTest {
    private static final CodecRegistry REGISTRY = MongoClientSettings.getDefaultCodecRegistry();

    private final DocumentCodec drivers = new DocumentCodec(REGISTRY);
    private final PlainValueCodec ours = new PlainValueCodec(REGISTRY);

    @Property(tries = 500, seed = PropertySeed.VALUE)
    void any_document_has_the_bytes_that_the_driver_gives_it(
            @ForAll("documents") Document document, @ForAll boolean collectible) {
        assertThat(encoded(ours, document, collectible))
                .isEqualTo(encoded(drivers, document, collectible));
    }

    @Property(tries = 500, seed = PropertySeed.VALUE)
    void any_bytes_become_the_document_that_the_driver_makes_of_them(
            @ForAll("documents") Document document) {
        byte[] bytes = encoded(drivers, document, false);

        assertThat(decoded(ours, bytes)).isEqualTo(decoded(drivers, bytes));
    }

    @Test
    void values_without_a_short_cut_go_the_way_of_the_driver() {
        Document document =
                new Document("decimal", Decimal128.parse("1.50"))
                        .append("bytes", new Binary(new byte[] {1, 2, 3}))
                        .append("pattern", Pattern.compile("^a", Pattern.CASE_INSENSITIVE))
                        .append("instant", Instant.ofEpochMilli(5))
                        .append("map", Map.of("key", 1))
                        .append("set", new LinkedHashSet<>(List.of("a", "b")))
                        .append("floating", 1.5f)
                        .append("nothing", null);

        byte[] bytes = encoded(ours, document, false);

        assertThat(bytes).isEqualTo(encoded(drivers, document, false));
        assertThat(decoded(ours, bytes).toJson()).isEqualTo(decoded(drivers, bytes).toJson());
    }

    @Test
    void the_id_comes_first_in_a_document_of_a_collection() {
        Document document = new Document("a", 1).append("_id", new ObjectId());

        Document stored = decoded(ours, encoded(ours, document, true));

        assertThat(stored.keySet()).containsExactly("_id", "a");
    }

    @Test
    void it_stays_in_place_whatever_the_client_says_of_uuids() {
        assertThat(ours.withUuidRepresentation(UuidRepresentation.STANDARD)).isSameAs(ours);
    }

    @Provide
    Arbitrary<Document> documents() {
        return documents(3);
    }

    private Arbitrary<Document> documents(int depth) {
        Arbitrary<String> names =
                Arbitraries.oneOf(
                        Arbitraries.of("_id", "phone", "vendorData", "a"),
                        Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8));
        return Arbitraries.maps(names, values(depth)).ofMaxSize(8).map(Document::new);
    }

    private Arbitrary<Object> values(int depth) {
        Arbitrary<Object> plain =
                Arbitraries.oneOf(
                        Arbitraries.strings()
                                .excludeChars('\0')
                                .ofMaxLength(20)
                                .filter(PlainValueCodecTest::isText)
                                .map(Object.class::cast),
                        Arbitraries.integers().map(Object.class::cast),
                        Arbitraries.longs().map(Object.class::cast),
                        Arbitraries.doubles().map(Object.class::cast),
                        Arbitraries.of(true, false).map(Object.class::cast),
                        Arbitraries.longs().map(Date::new),
                        Arbitraries.create(ObjectId::new));
        if (depth == 0) {
            return plain;
        }
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(8, plain),
                net.jqwik.api.Tuple.of(1, documents(depth - 1).map(Object.class::cast)),
                net.jqwik.api.Tuple.of(
                        1,
                        values(depth - 1)
                                .list()
                                .ofMaxSize(4)
                                .map(list -> (Object) new ArrayList<>(list))));
    }

    /** A lone half of a surrogate pair has no UTF-8 form to compare. */
    private static boolean isText(String text) {
        return text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    }

    private static byte[] encoded(Codec<Document> codec, Document document, boolean collectible) {
        BasicOutputBuffer out = new BasicOutputBuffer();
        try (BsonBinaryWriter writer = new BsonBinaryWriter(out)) {
            codec.encode(
                    writer,
                    document,
                    EncoderContext.builder().isEncodingCollectibleDocument(collectible).build());
        }
        return Arrays.copyOf(out.toByteArray(), out.getSize());
    }

    private static Document decoded(Codec<Document> codec, byte[] bytes) {
        try (BsonBinaryReader reader = new BsonBinaryReader(ByteBuffer.wrap(bytes))) {
            return codec.decode(reader, DecoderContext.builder().build());
        }
    }
}
