package dev.nightshift.platform.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompanyIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"demo", "a", "acme-2", "7_up"})
    void keysAreLowerCaseLettersDigitsAndDashes(String id) {
        assertThat(new CompanyId(id)).hasToString(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Acme", "-a", "a b", "a:b", "a/b", "..", "a\u0000", "ä"})
    void anythingElseIsRefused(String id) {
        assertThatThrownBy(() -> new CompanyId(id))
                .isInstanceOfSatisfying(
                        NightshiftException.class,
                        e -> assertThat(e.code()).isEqualTo(FailureCode.USAGE));
    }

    @Test
    void aRefusalPrintsNoControlCharactersAndNoNovel() {
        assertThatThrownBy(() -> new CompanyId("\u001b[31m" + "x".repeat(500)))
                .hasMessageNotContaining("\u001b")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    @Test
    void companiesAreOrderedByTheirKeys() {
        assertThat(new CompanyId("a")).isLessThan(new CompanyId("b"));
    }

    @Test
    void thePlatformSeesARequestAsOneCompanyDoes() {
        TenantContext context = new PlatformContext("r", "f", "me").in(new CompanyId("acme"));

        assertThat(context).isEqualTo(new TenantContext(new CompanyId("acme"), "r", "f", "me"));
        assertThat(context.companyId()).isEqualTo("acme");
    }
}
