package dev.nightshift.jobs.backfill.company;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.jobs.backfill.company.sample.Samples;
import dev.nightshift.migrations.ledger.FailedDocument;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.index.IndexPlan;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.writers.mongo.backfill.DocumentChange;

import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.batch.core.job.JobInterruptedException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** What a plan tells of unique indexes, in little room. */
class DuplicatesIT {
    private static final String ENGINES = "dev.nightshift.platform.testing.Engines#all";
    private static final PlatformContext CONTEXT = new PlatformContext("r", "test", "tester");
    private static final Reads READS = new Reads(() -> {});

    @ParameterizedTest
    @MethodSource(ENGINES)
    void what_is_found_does_not_depend_on_the_room(EmbeddedStack stores) throws Exception {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri())) {
            IndexPlan index = IndexPlan.uniqueInCompany("badge");
            Random random = new Random(23);
            for (int values : List.of(1, 40, 100_000)) {
                TenantCollection badges = of(mongo, "c" + values, "badges");
                Map<Object, Integer> naive = new HashMap<>();
                List<Document> documents = new ArrayList<>();
                for (int n = 0; n < 300; n++) {
                    int value = random.nextInt(values);
                    documents.add(
                            switch (n % 3) {
                                case 0 -> new Document("badge", value);
                                case 1 -> new Document("badge", (double) value);
                                default -> new Document("badge", "b" + value);
                            });
                    naive.merge(n % 3 == 2 ? "b" + value : value, 1, Integer::sum);
                }
                documents.add(new Document("none", 1));
                badges.insertMany(documents);
                long expected = naive.values().stream().mapToLong(count -> count - 1).sum();

                for (int room : List.of(7, 100, 10_000)) {
                    Duplicates.Found found = new Duplicates(badges, index, READS, room).find();

                    assertThat(found.seen()).isEqualTo(300);
                    assertThat(found.count()).isEqualTo(expected);
                    assertThat(found.first()).hasSize((int) Math.min(20, expected));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void a_document_is_told_whose_key_it_has(EmbeddedStack stores) throws Exception {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri())) {
            TenantCollection badges = of(mongo, "one", "badges");
            badges.insertMany(
                    List.of(
                            new Document("_id", 1).append("badge", new Document("no", "a")),
                            new Document("_id", "x").append("badge", new Document("no", "a")),
                            new Document("_id", "y").append("badge", "none")));

            assertThat(
                            new Duplicates(
                                            badges,
                                            IndexPlan.uniqueInCompany("badge.no"),
                                            READS,
                                            100)
                                    .find()
                                    .first())
                    .containsExactly(
                            new FailedDocument(
                                    "x",
                                    FailedDocument.Code.DUPLICATE_KEY,
                                    "has the badge.no of 1"));
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void a_run_that_is_to_end_is_heard_between_pages(EmbeddedStack stores) {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri())) {
            TenantCollection badges = of(mongo, "one", "badges");
            badges.insertMany(List.of(new Document("badge", 1), new Document("badge", 2)));
            AtomicInteger questions = new AtomicInteger();
            Reads until =
                    new Reads(
                            () -> {
                                if (questions.incrementAndGet() == 3) {
                                    throw new JobInterruptedException("the run ends");
                                }
                            });
            IndexPlan index = IndexPlan.uniqueInCompany("badge");

            assertThatThrownBy(() -> new Duplicates(badges, index, until, 1).find().count())
                    .isInstanceOf(JobInterruptedException.class);
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void a_plan_says_when_it_could_not_compare_all_new_values(EmbeddedStack stores) {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri())) {
            TenantCollection leads = of(mongo, "one", "leads");
            leads.insertOne(new Document("_id", "holder").append("phone", "+1"));
            Samples samples = new Samples();
            // Room for two phones and two addresses.
            UniqueClaims claims = new UniqueClaims(leads, "leads", 4, samples);

            assertThat(claims.refused(List.of(phone(1, "+1"), phone(2, "+2"), phone(3, "+2"))))
                    .containsOnlyKeys(1, 3);
            assertThat(claims.refused(List.of(phone(4, "+3")))).isEmpty();
            assertThat(samples.notes()).isEmpty();
            assertThat(claims.refused(List.of(phone(5, "+4"), phone(6, "+4")))).isEmpty();
            assertThat(claims.refused(List.of(phone(7, "+2")))).containsOnlyKeys(7);
            assertThat(samples.notes())
                    .containsExactly(
                            "A company has more than 2 new values of phone: whether two documents"
                                    + " would get the same one was looked at among the first 2"
                                    + " alone. A run finds the others; with a larger heap the plan"
                                    + " does.");
        }
    }

    private static DocumentChange phone(int id, String phone) {
        return DocumentChange.between(
                new Document("_id", id), new Document("_id", id).append("phone", phone));
    }

    private static TenantCollection of(MongoStores mongo, String company, String collection) {
        return mongo.tenants().collection(CONTEXT.in(new CompanyId(company)), collection);
    }
}
