package dev.nightshift.platform.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.name.AcrossName;
import dev.nightshift.platform.mongo.name.PerCompanyName;
import dev.nightshift.platform.mongo.operation.InsertOutcome;
import dev.nightshift.platform.mongo.operation.Repeat;
import dev.nightshift.platform.mongo.operation.UpdateOutcome;
import dev.nightshift.platform.tenant.CompanyId;

import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What the store does besides keeping tenants apart: the platform's collections, large batches. */
interface PlatformStoreContract extends TenantStoreContract {
    @Test
    default void thePlatformReadsAndWritesItsOwn() {
        PlatformCollection companies = fixture().companies();

        assertThat(companies.insertOne(Document.parse("{_id: 'a', n: 1}"))).isTrue();
        assertThat(companies.insertOne(Document.parse("{_id: 'a', n: 2}"))).isFalse();
        companies.upsertById(Document.parse("{_id: 'b', n: 2}"));
        assertThat(companies.updateOne(id("a"), Document.parse("{$inc: {n: 2}}"), Repeat.NEVER))
                .isEqualTo(new UpdateOutcome(1, 1, List.of()));
        assertThat(
                        companies.findAndUpdate(
                                id("b"), Document.parse("{$inc: {n: 1}}"), ALL, Repeat.NEVER))
                .contains(Document.parse("{_id: 'b', n: 3}"));
        assertThat(companies.find(ALL, ALL, new Document("_id", 1), 0)).hasSize(2);
        assertThat(companies.findOne(id("a"))).contains(Document.parse("{_id: 'a', n: 3}"));
        assertThat(companies.deleteOne(id("a"), Repeat.SAFE)).isTrue();
        assertThat(companies.deleteMany(ALL)).isEqualTo(1);
        assertThat(companies.count(ALL)).isZero();
    }

    @Test
    default void thePlatformReadsAndWritesOneDocumentOfManyCompanies() {
        PerCompanyCollection heartbeats = heartbeats();
        CompanyId acme = new CompanyId("acme");
        CompanyId beta = new CompanyId("beta");
        Document seen = Document.parse("{$max: {'seen.A/B/C': 5}}");

        assertThat(heartbeats.upsert(Map.of(acme, seen, beta, seen))).isEmpty();
        assertThat(heartbeats.upsert(Map.of(acme, Document.parse("{$max: {'seen.A/B/C': 4}}"))))
                .isEmpty();
        assertThat(heartbeats.upsert(Map.of(beta, Document.parse("{$max: {'seen.A/B/C': 6}}"))))
                .isEmpty();

        assertThat(heartbeats.find(List.of(acme, beta, new CompanyId("gone"))))
                .isEqualTo(
                        Map.of(
                                acme,
                                Document.parse("{_id:'acme', companyId:'acme', seen:{'A/B/C':5}}"),
                                beta,
                                Document.parse(
                                        "{_id:'beta', companyId:'beta', seen:{'A/B/C':6}}")));
        assertThat(heartbeats.find(List.of(acme), List.of("companyId")))
                .isEqualTo(Map.of(acme, Document.parse("{_id: 'acme', companyId: 'acme'}")));
        assertThat(heartbeats.find(List.of())).isEmpty();
    }

    @Test
    default void anUpdateOfOneCompanysDocumentMayNotMakeItAnothers() {
        PerCompanyCollection heartbeats = heartbeats();
        Document steal = Document.parse("{$set: {companyId: 'beta'}}");

        assertThatThrownBy(() -> heartbeats.upsert(Map.of(new CompanyId("acme"), steal)))
                .isInstanceOf(NightshiftException.class)
                .hasMessageContaining("whose document");
    }

    @Test
    default void thePlatformReadsDocumentsOfTheCompaniesThatItNamesAndOfNoOthers() {
        for (String company : List.of("acme", "beta", "crux", "dune")) {
            TenantCollection alerts =
                    fixture()
                            .stores
                            .tenants()
                            .collection(PLATFORM.in(new CompanyId(company)), "alerts");
            assertThat(alerts.insertOne(Document.parse("{n: 1, code: 'X', more: 1}"))).isTrue();
            assertThat(alerts.insertOne(Document.parse("{n: 2, code: 'Y', more: 1}"))).isTrue();
        }
        AcrossCollection alerts = fixture().stores.platform().across(PLATFORM, AcrossName.ALERTS);
        List<CompanyId> some = List.of(new CompanyId("dune"), new CompanyId("acme"));

        Map<CompanyId, List<Document>> found =
                alerts.find(some, Document.parse("{n: {$gte: 2}}"), List.of("code"));

        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(some);
        assertThat(found.values())
                .allSatisfy(
                        documents ->
                                assertThat(documents)
                                        .singleElement()
                                        .satisfies(
                                                one ->
                                                        assertThat(one)
                                                                .containsEntry("code", "Y")
                                                                .doesNotContainKey("more")));
        assertThat(alerts.find(List.of(), ALL, List.of("code"))).isEmpty();
        assertThatThrownBy(() -> alerts.find(some, new Document("companyId", "beta"), List.of("n")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> alerts.find(some, ALL, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void aMillionBytesInManyDocumentsPassInOneBatch() {
        TenantCollection acme = fixture().leads(ACME);
        List<Document> batch =
                IntStream.range(0, 3_000)
                        .mapToObj(
                                n ->
                                        new Document("_id", new ObjectId())
                                                .append("email", n + "@example.com")
                                                .append("text", "x".repeat(10_000)))
                        .toList();

        assertThat(acme.insertMany(batch)).isEqualTo(new InsertOutcome(3_000, List.of()));
        assertThat(
                        acme.find(
                                new Document(
                                        "_id",
                                        new Document(
                                                "$in",
                                                batch.stream().map(d -> d.get("_id")).toList())),
                                new Document("email", 1),
                                ALL,
                                0))
                .hasSize(3_000);
    }

    private PerCompanyCollection heartbeats() {
        return fixture().stores.platform().perCompany(PLATFORM, PerCompanyName.HEARTBEATS);
    }

    private static Document id(String id) {
        return new Document("_id", id);
    }
}
