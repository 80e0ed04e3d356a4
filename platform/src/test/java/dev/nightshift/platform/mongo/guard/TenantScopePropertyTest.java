package dev.nightshift.platform.mongo.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.testing.PropertySeed;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.bson.Document;

import java.util.ArrayList;
import java.util.List;

class TenantScopePropertyTest {
    private final TenantScope acme = new TenantScope(new CompanyId("acme"));

    @Property(seed = PropertySeed.VALUE)
    void noNestingHidesAnotherCompany(@ForAll("foreignFilters") Document filter) {
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> acme.filter(filter))
                .satisfies(e -> assertThat(e.code()).isEqualTo(FailureCode.TENANT_MISMATCH));
    }

    @Property(seed = PropertySeed.VALUE)
    void everyFilterThatPassesIsLimitedToTheCompany(@ForAll("ownFilters") Document filter) {
        Document limited = acme.filter(filter);

        assertThat(limited)
                .containsEntry("companyId", "acme")
                .containsAllEntriesOf(without(filter));
    }

    @Property(seed = PropertySeed.VALUE)
    void noUpdateMovesADocument(@ForAll("foreignUpdates") Document update) {
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> acme.update(update))
                .satisfies(e -> assertThat(e.code()).isEqualTo(FailureCode.TENANT_MISMATCH));
    }

    @Provide
    Arbitrary<Document> foreignFilters() {
        Arbitrary<Document> foreign =
                Arbitraries.of(
                        Document.parse("{companyId: 'beta'}"),
                        Document.parse("{companyId: {$ne: 'acme'}}"),
                        Document.parse("{companyId: {$in: ['beta']}}"),
                        Document.parse("{'companyId.x': 1}"),
                        Document.parse("{$expr: {$ne: ['$companyId', 'acme']}}"),
                        Document.parse("{$where: 'this.companyId'}"));
        return Combinators.combine(foreign, wrappings(), harmless()).as(this::wrap);
    }

    @Provide
    Arbitrary<Document> ownFilters() {
        Arbitrary<Document> own =
                Arbitraries.of(
                        Document.parse("{companyId: 'acme'}"),
                        Document.parse("{_id: {$in: [1, 2]}}"),
                        Document.parse("{'vendorData.companyId': 'beta'}"));
        return Combinators.combine(own, wrappings(), harmless()).as(this::wrap);
    }

    @Provide
    Arbitrary<Document> foreignUpdates() {
        Arbitrary<String> operators =
                Arbitraries.of(
                        "$set",
                        "$setOnInsert",
                        "$unset",
                        "$inc",
                        "$mul",
                        "$min",
                        "$max",
                        "$rename",
                        "$push",
                        "$pull",
                        "$addToSet",
                        "$pop",
                        "$bit",
                        "$currentDate",
                        "$pullAll");
        Arbitrary<String> paths = Arbitraries.of("companyId", "companyId.x", "companyId.0.y");
        Arbitrary<Object> values =
                Arbitraries.<Object>of("beta", 1, List.of("acme"), new Document("$each", "x"));
        return Combinators.combine(operators, paths, values, harmless())
                .as(
                        (operator, path, value, more) -> {
                            Document fields = new Document(more).append(path, value);
                            return new Document("$addToSet", new Document("tags", "x"))
                                    .append(operator, fields);
                        });
    }

    private Arbitrary<List<String>> wrappings() {
        return Arbitraries.of("$and", "$or", "$nor").list().ofMaxSize(6);
    }

    private Arbitrary<Document> harmless() {
        return Arbitraries.maps(
                        Arbitraries.of("name", "email", "vendorData.companyId", "updatedAt"),
                        Arbitraries.<Object>of("beta", 1, List.of("a"), new Document("$gt", 3)))
                .ofMaxSize(3)
                .map(Document::new);
    }

    private Document wrap(Document inner, List<String> operators, Document beside) {
        Document wrapped = new Document(beside);
        wrapped.putAll(inner);
        for (String operator : operators) {
            List<Document> clauses = new ArrayList<>(List.of(new Document(beside), wrapped));
            wrapped = new Document(operator, clauses);
        }
        return wrapped;
    }

    private static Document without(Document filter) {
        Document others = new Document(filter);
        others.remove("companyId");
        return others;
    }
}
