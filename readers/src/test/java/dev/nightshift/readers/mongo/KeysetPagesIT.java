package dev.nightshift.readers.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.index.IndexPlans;
import dev.nightshift.platform.mongo.operation.DocumentPage;
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
import java.util.Random;
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
            assertThat(walked(pages)).hasSize(ids.size()).contains(100_000).doesNotHaveDuplicates();
            assertThat(pages.of(List.of(ids.get(1), ids.getFirst(), "none")))
                    .extracting(document -> document.get("_id"))
                    .containsExactly(ids.get(1));
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void ids_of_all_types_are_walked_in_the_order_that_mongodb_documents(EmbeddedStack stores) {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri())) {
            mongo.platform().indexes(CONTEXT, "leads").build(IndexPlans.PAGING);
            Random random = new Random(17);
            List<TenantCollection> companies =
                    IntStream.range(0, 3).mapToObj(n -> of(mongo, "c" + n)).toList();
            for (int round = 1; round <= 12; round++) {
                TenantCollection company = companies.get(round % 3);
                companies.forEach(one -> one.deleteMany(new Document()));
                List<Object> wanted = new ArrayList<>();
                List<Document> own = new ArrayList<>();
                List<Document> others = new ArrayList<>();
                for (Object id : MixedIds.ASCENDING) {
                    Document lead = new Document("_id", id);
                    switch (random.nextInt(5)) {
                        case 0 -> {}
                        case 1 -> others.add(lead.append("n", 0));
                        case 2 -> own.add(lead.append("n", 1));
                        default -> {
                            own.add(lead.append("n", 0));
                            wanted.add(id);
                        }
                    }
                }
                company.insertMany(own);
                companies.get((round + 1) % 3).insertMany(others);
                KeysetPages pages = new KeysetPages(company, new Document("n", 0));

                int size = 1 + random.nextInt(10);
                assertThat(walked(pages, size)).as("in pages of %d", size).isEqualTo(wanted);
                assertThat(pages.countAfter(null)).isEqualTo(wanted.size());
                for (int n = 0; n < wanted.size(); n++) {
                    Object last = wanted.get(n);
                    assertThat(pages.countAfter(last))
                            .as("behind %s", last)
                            .isEqualTo(wanted.size() - n - 1);
                }
            }
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
        return walked(pages, 7);
    }

    private static List<Object> walked(KeysetPages pages, int size) {
        List<Object> seen = new ArrayList<>();
        @Nullable Object last = null;
        while (true) {
            DocumentPage page = pages.after(last, size);
            assertThat(page.documents()).hasSizeLessThanOrEqualTo(size);
            page.documents().forEach(document -> seen.add(document.get("_id")));
            if (page.last()) {
                return seen;
            }
            assertThat(page.documents()).isNotEmpty();
            last = page.documents().getLast().get("_id");
        }
    }
}
