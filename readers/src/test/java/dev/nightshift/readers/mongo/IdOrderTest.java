package dev.nightshift.readers.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.Document;
import org.bson.types.Code;
import org.bson.types.Decimal128;
import org.bson.types.MaxKey;
import org.bson.types.MinKey;
import org.bson.types.Symbol;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.UUID;

class IdOrderTest {
    @Test
    void behind_a_value_are_greater_ones_of_its_type_and_all_of_later_types() {
        assertThat(IdOrder.sameType(5)).contains(new Document("$gt", 5));
        assertThat(later(5)).startsWith("string", "symbol", "object").endsWith("maxKey");
        assertThat(later(5)).doesNotContain("number", "null", "minKey", "array", "regex");
        assertThat(later(new Symbol("a"))).startsWith("object");
        assertThat(later(UUID.randomUUID())).startsWith("objectId");
        assertThat(later(new Code("f"))).containsExactly("maxKey");
        assertThat(IdOrder.laterTypes(new MaxKey())).isEmpty();
    }

    @Test
    void null_and_the_keys_at_the_ends_are_alone_in_their_types() {
        assertThat(IdOrder.sameType(null)).isEmpty();
        assertThat(IdOrder.sameType(new MinKey())).isEmpty();
        assertThat(IdOrder.sameType(new MaxKey())).isEmpty();
        assertThat(later(null)).startsWith("number");
        assertThat(later(new MinKey())).startsWith("null", "number");
    }

    @Test
    void behind_what_is_no_number_are_all_numbers() {
        Document numbers = new Document("$gte", Double.NEGATIVE_INFINITY);
        assertThat(IdOrder.sameType(Double.NaN)).contains(numbers);
        assertThat(IdOrder.sameType(Decimal128.NaN)).contains(numbers);
    }

    private static List<String> later(@org.jspecify.annotations.Nullable Object id) {
        return IdOrder.laterTypes(id).orElseThrow().getList("$type", String.class);
    }
}
