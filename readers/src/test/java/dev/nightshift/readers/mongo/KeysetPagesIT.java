package dev.nightshift.readers.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.mongo.DocumentPage;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.index.IndexPlans;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

class KeysetPagesIT {
    private static final String ENGINES = "dev.nightshift.platform.testing.Engines#all";
    private static final PlatformContext CONTEXT = new PlatformContext("r", "test", "tester");

    @ParameterizedTest
    @MethodSource(ENGINES)
    void every_document_that_matches_is_seen_once_in_order_with_an_index_and_without(
            EmbeddedStack stores) {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri())) {
            TenantCollection one = of(mongo, "one");
            TenantCollection two = of(mongo, "two");
            List<Object> ids = new ArrayList<>();
            for (int n = 0; n < 250; n++) {
                Object id = id(n);
                (n % 5 == 0 ? two : one).insertOne(new Document("_id", id).append("n", n % 3));
                if (n % 5 != 0 && n % 3 == 0) {
                    ids.add(id);
                }
            }
            KeysetPages pages = new KeysetPages(one, new Document("n", 0));

            assertThat(pages.count()).isEqualTo(ids.size());
            assertThat(walked(pages)).containsExactlyInAnyOrderElementsOf(ids);
            List<Object> scanned = walked(pages);
            mongo.platform().indexes(CONTEXT, "leads").build(IndexPlans.PAGING);
            mongo.platform().indexes(CONTEXT, "leads").build(IndexPlans.PAGING);
            assertThat(mongo.platform().indexes(CONTEXT, "leads").has(IndexPlans.PAGING)).isTrue();
            assertThat(walked(pages)).isEqualTo(scanned);

            one.insertOne(new Document("_id", 100_000).append("n", 0));
            one.deleteMany(new Document("_id", ids.getFirst()));
            assertThat(pages.count()).isEqualTo(ids.size());
            assertThat(walked(pages)).hasSize(ids.size()).contains(100_000);
            assertThat(pages.of(List.of(ids.get(1), ids.getFirst(), "none")))
                    .extracting(document -> document.get("_id"))
                    .containsExactly(ids.get(1));
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void a_page_of_large_documents_is_short_and_not_the_last(EmbeddedStack stores) {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri())) {
            TenantCollection large = of(mongo, "large");
            for (int n = 1; n <= 5; n++) {
                large.insertOne(new Document("_id", n).append("text", "x".repeat(1_500_000)));
            }
            KeysetPages pages = new KeysetPages(large, new Document());

            DocumentPage first = pages.after(null, 100);
            DocumentPage second = pages.after(2, 100);
            DocumentPage third = pages.after(4, 100);

            assertThat(first.documents()).extracting(it -> it.get("_id")).containsExactly(1, 2);
            assertThat(second.documents()).extracting(it -> it.get("_id")).containsExactly(3, 4);
            assertThat(third.documents()).extracting(it -> it.get("_id")).containsExactly(5);
            assertThat(first.last()).isFalse();
            assertThat(second.last()).isFalse();
            assertThat(third.last()).isTrue();
        }
    }

    private static TenantCollection of(MongoStores mongo, String company) {
        return mongo.tenants().collection(CONTEXT.in(new CompanyId(company)), "leads");
    }

    // Numbers, texts and object ids, in no order of their making.
    private static Object id(int n) {
        return switch (n % 3) {
            case 0 -> n % 2 == 0 ? (Object) (7_919 * n % 1_009) : "t" + n;
            case 1 -> new ObjectId();
            default -> 10_000.5 + n;
        };
    }

    private static List<Object> walked(KeysetPages pages) {
        // A page asks for ids behind one of a type, and gets those of this type alone.
        List<Object> seen = new ArrayList<>();
        for (Object type : List.of(0, "")) {
            @Nullable Object last = type.equals(0) ? (Object) Integer.MIN_VALUE : (Object) "";
            while (true) {
                DocumentPage page = pages.after(last, 7);
                page.documents().forEach(document -> seen.add(document.get("_id")));
                if (page.last()) {
                    break;
                }
                last = page.documents().getLast().get("_id");
            }
        }
        assertThat(IntStream.range(0, seen.size()).mapToObj(seen::get)).doesNotHaveDuplicates();
        return seen;
    }
}
