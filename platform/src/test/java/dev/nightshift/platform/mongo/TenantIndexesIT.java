package dev.nightshift.platform.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.index.IndexPlan;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TenantIndexesIT {
    private static final PlatformContext CONTEXT = new PlatformContext("r", "test", "tester");

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void anIndexOfOtherTermsUnderTheNameIsNotTheIndex(EmbeddedStack stores) {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri())) {
            TenantIndexes indexes = mongo.platform().indexes(CONTEXT, "things");
            IndexPlan unique = IndexPlan.uniqueInCompany("code");
            IndexPlan plain = IndexPlan.on(new Document("companyId", 1).append("code", 1));
            assertThat(plain.name()).isEqualTo(unique.name());
            indexes.build(plain);
            assertThat(indexes.has(plain)).isTrue();
            assertThat(indexes.has(unique)).isFalse();
            indexes.build(IndexPlan.uniqueInCompany("mail"));
            assertThat(indexes.has(IndexPlan.uniqueInCompany("mail"))).isTrue();
            assertThatThrownBy(() -> indexes.build(unique))
                    .isInstanceOfSatisfying(
                            NightshiftException.class,
                            e -> assertThat(e.code()).isEqualTo(FailureCode.MONGODB_UNSUITABLE));
        }
    }
}
