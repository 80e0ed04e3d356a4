package dev.nightshift.platform.mongo.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.CompanyId;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.BsonDocument;
import org.bson.BsonJavaScript;
import org.bson.BsonJavaScriptWithScope;
import org.bson.BsonString;
import org.bson.Document;
import org.bson.json.JsonObject;
import org.bson.types.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;

class TenantScopeTest {
    private final TenantScope acme = new TenantScope(new CompanyId("acme"));

    @Test
    void aFilterIsLimitedToTheCompanyAtItsTopLevel() {
        Document asked = Document.parse("{phone: {$in: ['+1', '+2']}, _id: 7}");

        assertThat(acme.filter(asked))
                .isEqualTo(
                        Document.parse("{companyId: 'acme', phone: {$in: ['+1', '+2']}, _id: 7}"));
        assertThat(asked).doesNotContainKey("companyId");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{companyId: 'acme'}",
                "{companyId: {$eq: 'acme'}}",
                "{$and: [{companyId: 'acme'}, {$or: [{companyId: 'acme'}, {a: 1}]}]}",
                "{vendorData: {companyId: 'beta'}}",
                "{'vendorData.companyId': 'beta'}",
                "{companyIdentity: 'beta'}",
                "{name: 'companyId'}",
                "{$expr: {$gt: ['$updatedAt', '$createdAt']}}",
                "{$nor: [{a: null}]}",
            })
    void aFilterOfTheOwnCompanyPasses(String filter) {
        assertThat(acme.filter(Document.parse(filter))).containsEntry("companyId", "acme");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{companyId: 'beta'}",
                "{companyId: null}",
                "{companyId: {$eq: 'beta'}}",
                "{companyId: {$ne: 'acme'}}",
                "{companyId: {$in: ['acme', 'beta']}}",
                "{companyId: {$exists: true}}",
                "{companyId: {$eq: 'acme', $ne: 'x'}}",
                "{companyId: /.*/}",
                "{'companyId.x': 1}",
                "{$or: [{a: 1}, {companyId: 'beta'}]}",
                "{$and: [{$nor: [{$or: [{companyId: 'beta'}]}]}]}",
                "{$expr: {$eq: ['$companyId', 'beta']}}",
                "{$expr: {$eq: ['$$ROOT.companyId', 'beta']}}",
                "{$expr: {$eq: ['$$CURRENT.companyId.x', 'beta']}}",
                "{$expr: {$eq: [{$getField: 'companyId'}, 'beta']}}",
                "{$and: [{$expr: {$eq: [{$getField: {field: 'companyId'}}, 'beta']}}]}",
                "{$jsonSchema: {properties: {companyId: {enum: ['beta']}}}}",
                "{$where: 'true'}",
                "{$or: [{$where: 'true'}]}",
                "{a: {$elemMatch: {$where: 'true'}}}",
                "{$expr: {$function: {body: 'x', args: [], lang: 'js'}}}",
                "{a: {$not: {$accumulator: 1}}}",
                "{a: {$code: 'function() {}'}}",
                "{a: {$code: 'function() {}', $scope: {}}}",
            })
    void aFilterThatReachesFurtherIsRefused(String filter) {
        assertThatRefused(() -> acme.filter(Document.parse(filter)));
    }

    @Test
    void whatCannotBeLookedIntoIsRefused() {
        record Hidden(String companyId) {}

        assertThatRefused(() -> acme.filter(new Document("a", new JsonObject("{}"))));
        assertThatRefused(() -> acme.filter(new Document("a", new Hidden("beta"))));
        assertThatRefused(() -> acme.filter(new Document("a", new Object[] {new Code("x")})));
        assertThatRefused(() -> acme.filter(new Document("a", new BsonJavaScript("x"))));
        assertThatRefused(
                () ->
                        acme.filter(
                                new Document(
                                        "a",
                                        new BsonJavaScriptWithScope("x", new BsonDocument()))));
        assertThatRefused(
                () -> acme.filter(new Document("$expr", new Object[] {"$companyId", "beta"})));
        assertThat(acme.filter(new Document("companyId", new BsonString("acme"))))
                .isEqualTo(new Document("companyId", "acme"));
    }

    @Test
    void aLogicalOperatorNeedsAListOfFilters() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> acme.filter(new Document("$or", "x")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> acme.filter(new Document("$or", List.of("x"))));
    }

    @Test
    void aDocumentIsStampedAndKeepsItsFieldsInOrder() {
        Document stamped =
                acme.document(Document.parse("{a: 1, _id: 7, vendorData: {companyId: 'beta'}}"));

        assertThat(stamped.keySet()).containsExactly("_id", "companyId", "a", "vendorData");
        assertThat(stamped).containsEntry("companyId", "acme");
        assertThat(acme.document(stamped)).isEqualTo(stamped);
        assertThat(acme.document(new Document()).keySet()).containsExactly("companyId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{companyId: 'beta'}", "{companyId: null}", "{'companyId.x': 1}"})
    void aDocumentOfAnotherCompanyIsRefused(String document) {
        assertThatRefused(() -> acme.document(Document.parse(document)));
    }

    @Test
    void anUpdateKeepsItsOperatorsWithoutTheCompany() {
        assertThat(
                        acme.update(
                                Document.parse(
                                        """
                                        {$set: {a: 1, companyId: 'acme'}, $unset: {b: ''},
                                         $setOnInsert: {companyId: 'acme'}}
                                        """)))
                .isEqualTo(Document.parse("{$set: {a: 1}, $unset: {b: ''}}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{$set: {companyId: 'beta'}}",
                "{$set: {'companyId.x': 1}}",
                "{$setOnInsert: {companyId: 'beta'}}",
                "{$unset: {companyId: ''}}",
                "{$inc: {companyId: 1}}",
                "{$rename: {companyId: 'old'}}",
                "{$rename: {other: 'companyId'}}",
                "{$rename: {other: 'companyId.x'}}",
                "{$min: {companyId: 'a'}}",
                "{$currentDate: {companyId: true}}",
                "{$push: {companyId: 1}}",
                "{$pull: {a: {$where: 'true'}}}",
                "{$set: {a: {$function: 1}}}",
            })
    void anUpdateThatTouchesTheCompanyIsRefused(String update) {
        assertThatRefused(() -> acme.update(Document.parse(update)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{a: 1}",
                "{$set: {a: 1}, b: 2}",
                "{$set: 1}",
                "{$replaceWith: {a: 1}}",
                "{$set: {companyId: 'acme'}}"
            })
    void whatIsNoUpdateIsRefused(String update) {
        assertThatIllegalArgumentException().isThrownBy(() -> acme.update(Document.parse(update)));
    }

    @Test
    void aProjectionAndASortRunNoCode() {
        Document shape = Document.parse("{updatedAt: -1}");

        assertThat(acme.shape(shape)).isEqualTo(shape);
        assertThatRefused(() -> acme.shape(Document.parse("{a: {$function: {}}}")));
    }

    @Test
    void thePlatformReachesAllButRunsNoCode() {
        PlatformScope platform = new PlatformScope();
        Document any = Document.parse("{companyId: 'beta'}");

        assertThat(platform.filter(any)).isEqualTo(any);
        assertThat(platform.document(any)).isEqualTo(any);
        assertThat(platform.shape(any)).isEqualTo(any);
        assertThat(platform.update(new Document("$set", any))).isEqualTo(new Document("$set", any));
        assertThatRefused(() -> platform.filter(Document.parse("{$where: 'true'}")));
        assertThatIllegalArgumentException().isThrownBy(() -> platform.update(any));
    }

    @Test
    void aRefusalTellsNothingOfTheOtherCompany() {
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> acme.filter(new Document("companyId", "secretcorp")))
                .satisfies(
                        e ->
                                assertThat(Arrays.asList(e.message(), e.hint()))
                                        .noneMatch(text -> text.contains("secretcorp")));
    }

    private static void assertThatRefused(ThrowingCallable call) {
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.code()).isEqualTo(FailureCode.TENANT_MISMATCH));
    }
}
