package dev.nightshift.platform.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.mongo.name.PlatformName;
import dev.nightshift.platform.mongo.operation.Change;
import dev.nightshift.platform.mongo.operation.DocumentStream;
import dev.nightshift.platform.mongo.operation.InsertOutcome;
import dev.nightshift.platform.mongo.operation.Repeat;
import dev.nightshift.platform.mongo.operation.UpdateOutcome;
import dev.nightshift.platform.mongo.server.MongoCapabilities;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What any MongoDB must do for the guarded store: two companies with the same documents, one of
 * which must never see or change the other's. A subclass per engine names the server.
 */
interface TenantStoreContract extends TenantInsertContract {
    TenantContext ACME = new TenantContext(new CompanyId("acme"), "r-1", "test", "tester");
    TenantContext BETA = new TenantContext(new CompanyId("beta"), "r-1", "test", "tester");
    PlatformContext PLATFORM = new PlatformContext("r-1", "test", "tester");
    Document ALL = new Document();

    /** State of one test. */
    final class Fixture {
        final MongoStores stores;

        Fixture(EmbeddedStack stack) {
            stores = MongoStores.open(stack.endpoints().mongodbUri());
        }

        TenantCollection leads(TenantContext context) {
            return stores.tenants().collection(context, "leads");
        }

        PlatformCollection companies() {
            return stores.platform().collection(PLATFORM, PlatformName.COMPANIES);
        }
    }

    /** An empty database on the engine. */
    void open();

    @BeforeEach
    default void setUp() {
        open();
        for (TenantContext company : List.of(ACME, BETA)) {
            fixture()
                    .leads(company)
                    .insertMany(
                            IntStream.rangeClosed(1, 5)
                                    .mapToObj(n -> lead(company.companyId(), n))
                                    .toList());
        }
    }

    @AfterEach
    default void tearDown() {
        fixture().stores.close();
    }

    /** The same phone in every company. */
    static Document lead(String company, int number) {
        return new Document("_id", company + number)
                .append("phone", "+1555000000" + number)
                .append("number", number)
                .append("updatedAt", Date.from(Instant.ofEpochMilli(number)));
    }

    @Test
    default void eachCompanySeesItsOwnDocumentsOnly() {
        TenantCollection acme = fixture().leads(ACME);

        assertThat(acme.find(ALL))
                .hasSize(5)
                .allSatisfy(lead -> assertThat(lead).containsEntry("companyId", "acme"));
        assertThat(acme.count(ALL)).isEqualTo(5);
        assertThat(acme.count(new Document("_id", "beta1"))).isZero();
        assertThat(acme.findOne(new Document("_id", "beta1"))).isEmpty();
        assertThat(acme.findOne(new Document("phone", "+15550000001")))
                .hasValueSatisfying(found -> assertThat(found).containsEntry("_id", "acme1"));
        assertThat(streamed(acme, 2)).containsExactly(5, 4, 3, 2, 1);
    }

    private static List<Object> streamed(TenantCollection collection, int batchSize) {
        List<Object> numbers = new ArrayList<>();
        try (DocumentStream stream =
                collection.stream(
                        ALL, new Document("number", 1), new Document("updatedAt", -1), batchSize)) {
            stream.forEachRemaining(lead -> numbers.add(lead.get("number")));
        }
        return numbers;
    }

    @Test
    default void aFindHasAProjectionASortAndALimit() {
        TenantCollection acme = fixture().leads(ACME);

        assertThat(
                        acme.find(
                                new Document("number", new Document("$gt", 1)),
                                new Document("number", 1).append("_id", 0),
                                new Document("number", -1),
                                2))
                .containsExactly(new Document("number", 5), new Document("number", 4));
        assertThat(acme.findOne(ALL, new Document("number", 1), new Document("number", -1)))
                .hasValueSatisfying(lead -> assertThat(lead).containsEntry("_id", "acme5"));
    }

    @Test
    default void aListOfKeysFindsTheCompanysOnly() {
        TenantCollection acme = fixture().leads(ACME);

        assertThat(
                        acme.find(
                                new Document(
                                        "phone",
                                        new Document(
                                                "$in",
                                                List.of(
                                                        "+15550000002",
                                                        "+15550000003",
                                                        "+15559999999")))))
                .extracting(lead -> lead.get("_id"))
                .containsExactlyInAnyOrder("acme2", "acme3");
        assertThat(acme.find(new Document("_id", new Document("$in", List.of("acme1", "beta1")))))
                .extracting(lead -> lead.get("_id"))
                .containsExactly("acme1");
    }

    @Test
    default void noWriteReachesAnotherCompany() {
        TenantCollection acme = fixture().leads(ACME);
        List<Document> before = fixture().leads(BETA).find(ALL);
        Document foreign = new Document("_id", "beta1");
        Document change = new Document("$set", new Document("number", 99));

        assertThat(acme.updateOne(foreign, change)).isEqualTo(new UpdateOutcome(0, 0, List.of()));
        assertThat(acme.updateMany(foreign, change, Repeat.SAFE).matched()).isZero();
        assertThat(acme.bulkUpdate(List.of(new Change(foreign, change)), Repeat.SAFE).matched())
                .isZero();
        assertThat(acme.findAndUpdate(foreign, change, ALL, Repeat.SAFE)).isEmpty();
        assertThat(acme.deleteOne(foreign, Repeat.SAFE)).isFalse();
        assertThat(acme.deleteMany(foreign)).isZero();
        assertThat(acme.insertOne(foreign)).isFalse();
        assertThatRefused(() -> acme.upsertById(new Document(foreign)));
        acme.updateMany(ALL, change, Repeat.SAFE);
        acme.deleteMany(ALL);

        assertThat(fixture().leads(BETA).find(ALL)).isEqualTo(before);
    }

    @Test
    default void whatNamesAnotherCompanyIsRefusedByEveryMethod() {
        TenantCollection acme = fixture().leads(ACME);
        Document foreign = Document.parse("{$or: [{number: 1}, {companyId: 'beta'}]}");
        Document fine = new Document("_id", "acme1");
        Document change = new Document("$set", new Document("number", 99));
        Document move = new Document("$set", new Document("companyId", "beta"));

        assertThatRefused(() -> acme.find(foreign));
        assertThatRefused(() -> acme.find(foreign, ALL, ALL, 1));
        assertThatRefused(() -> acme.stream(foreign, ALL, ALL, 1));
        assertThatRefused(() -> acme.findOne(foreign));
        assertThatRefused(() -> acme.findOne(foreign, ALL, ALL));
        assertThatRefused(() -> acme.count(foreign));
        assertThatRefused(() -> acme.insertOne(new Document("companyId", "beta")));
        assertThatRefused(() -> acme.insertMany(List.of(new Document("companyId", "beta"))));
        assertThatRefused(() -> acme.updateOne(foreign, change));
        assertThatRefused(() -> acme.updateOne(fine, move));
        assertThatRefused(() -> acme.updateMany(foreign, change, Repeat.SAFE));
        assertThatRefused(() -> acme.updateMany(fine, move, Repeat.SAFE));
        assertThatRefused(
                () -> acme.bulkUpdate(List.of(new Change(foreign, change)), Repeat.NEVER));
        assertThatRefused(() -> acme.bulkUpdate(List.of(new Change(fine, move)), Repeat.NEVER));
        assertThatRefused(
                () -> acme.upsertById(new Document("_id", 1).append("companyId", "beta")));
        assertThatRefused(() -> acme.deleteOne(foreign, Repeat.NEVER));
        assertThatRefused(() -> acme.deleteMany(foreign));
        assertThatRefused(() -> acme.findAndUpdate(foreign, change, ALL, Repeat.NEVER));
        assertThatRefused(() -> acme.findAndUpdate(fine, move, ALL, Repeat.NEVER));
        assertThat(fixture().leads(BETA).count(ALL)).isEqualTo(5);
        assertThat(acme.findOne(fine)).contains(lead("acme", 1).append("companyId", "acme"));
    }

    @Test
    default void aBulkOfUpdatesCountsWhatMatchedAndTellsWhatFailed() {
        TenantCollection acme = fixture().leads(ACME);

        UpdateOutcome outcome =
                acme.bulkUpdate(
                        List.of(
                                change("acme1", 1, new Document("name", "Ann")),
                                change("acme2", 2, new Document("number", 2)),
                                change("acme3", 99, new Document("name", "Bob")),
                                change("acme4", 4, new Document("phone", "+15550000005"))),
                        Repeat.NEVER);

        assertThat(outcome)
                .isEqualTo(
                        new UpdateOutcome(
                                2,
                                1,
                                List.of(TenantInsertContract.duplicate(3, "companyId", "phone"))));
        assertThat(outcome.isComplete()).isFalse();
        assertThat(acme.findOne(new Document("name", "Bob"))).isEmpty();
        assertThat(acme.bulkUpdate(List.of(), Repeat.NEVER))
                .isEqualTo(new UpdateOutcome(0, 0, List.of()));
        assertThat(acme.insertMany(List.of())).isEqualTo(new InsertOutcome(0, List.of()));
    }

    private static Change change(String id, int seen, Document set) {
        return new Change(
                new Document("_id", id).append("updatedAt", Date.from(Instant.ofEpochMilli(seen))),
                new Document("$set", set));
    }

    @Test
    default void anUpsertReplacesOrInserts() {
        TenantCollection acme = fixture().leads(ACME);

        acme.upsertById(new Document("_id", "acme1").append("name", "Ann"));
        acme.upsertById(new Document("_id", "acme9").append("name", "Bob"));

        assertThat(acme.findOne(new Document("_id", "acme1")))
                .contains(Document.parse("{_id: 'acme1', companyId: 'acme', name: 'Ann'}"));
        assertThat(acme.count(ALL)).isEqualTo(6);
        assertThatIllegalArgumentException().isThrownBy(() -> acme.upsertById(new Document()));
        TenantInsertContract.assertThatFails(
                FailureCode.MONGODB_REFUSED,
                () ->
                        acme.upsertById(
                                new Document("_id", "acme9").append("phone", "+15550000002")));
    }

    @Test
    default void anUpsertWithAConditionReplacesWhatMeetsItAlone() {
        TenantCollection acme = fixture().leads(ACME);
        Document mine = new Document("fence", 3L);
        Document page = new Document("_id", "page").append("fence", 3L);

        assertThat(acme.upsertById(page, mine)).isTrue();
        assertThat(acme.upsertById(new Document(page).append("n", 1), mine)).isTrue();
        assertThat(acme.upsertById(new Document("_id", "page"), new Document("fence", 4L)))
                .isFalse();
        assertThat(acme.upsertById(new Document("_id", "acme1").append("fence", 3L), mine))
                .isFalse();

        assertThat(acme.findCurrent(new Document("_id", "page")))
                .containsExactly(
                        Document.parse("{_id: 'page', companyId: 'acme', n: 1}")
                                .append("fence", 3L));
        assertThat(fixture().leads(BETA).findCurrent(new Document("_id", "page"))).isEmpty();
        assertThatRefused(() -> acme.findCurrent(new Document("companyId", "beta")));
    }

    @Test
    default void updatesAndDeletesSayWhatTheyDid() {
        TenantCollection acme = fixture().leads(ACME);
        Document change = new Document("$set", new Document("seen", true));

        assertThat(acme.findAndUpdate(ALL, change, new Document("number", -1), Repeat.NEVER))
                .hasValueSatisfying(
                        lead ->
                                assertThat(lead)
                                        .containsEntry("_id", "acme5")
                                        .containsEntry("seen", true));
        assertThat(acme.updateMany(ALL, change, Repeat.SAFE))
                .isEqualTo(new UpdateOutcome(5, 4, List.of()));
        assertThat(acme.deleteOne(new Document("_id", "acme1"), Repeat.SAFE)).isTrue();
        assertThat(acme.deleteMany(new Document("number", new Document("$gt", 3)))).isEqualTo(2);
        assertThat(acme.count(ALL)).isEqualTo(2);
    }

    @Test
    default void theArgumentsOfAWriteStayAsTheyAre() {
        Document document = new Document("name", "Ann");

        fixture().leads(ACME).insertMany(List.of(document));

        assertThat(document).isEqualTo(new Document("name", "Ann"));
    }

    @Test
    default void whatTheServerCannotReadIsRefusedWithoutItsWords() {
        TenantCollection acme = fixture().leads(ACME);

        TenantInsertContract.assertThatFails(
                FailureCode.MONGODB_REFUSED,
                () -> acme.find(new Document("a", new Document("$nosuch", "secret"))));
    }

    @Test
    default void collectionsOfThePlatformHaveNoTenant() {
        TenantStore tenants = fixture().stores.tenants();

        for (PlatformName name : PlatformName.values()) {
            assertThatRefused(() -> tenants.collection(ACME, name.collection()));
        }
        for (String name : List.of("", "Leads", "system.users", "systemx", "a.b", "a$b")) {
            assertThatIllegalArgumentException().isThrownBy(() -> tenants.collection(ACME, name));
        }
    }

    @Test
    default void theServerSaysWhatItIs() {
        MongoCapabilities capabilities = fixture().stores.capabilities();

        assertThat(capabilities.summary())
                .matches("\\S+ \\d+(\\.\\d+)+\\S*, (standalone|sharded|replica set .+)");
    }

    private static void assertThatRefused(ThrowingCallable call) {
        TenantInsertContract.assertThatFails(FailureCode.TENANT_MISMATCH, call);
    }
}
