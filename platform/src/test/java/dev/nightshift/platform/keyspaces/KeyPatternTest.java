package dev.nightshift.platform.keyspaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.testing.PropertySeed;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

class KeyPatternTest {
    @ParameterizedTest
    @CsvSource({
        "session:{companyId}:{id}, session:acme:1, acme",
        "session:{companyId}:{id}, session:a:b%3A, a",
        "company:{companyId}, company:acme, acme",
        "cv:tags:company:{companyId}, cv:tags:company:acme, acme",
        "a:{companyId}:b:{x}:c, a:acme:b:1:c, acme"
    })
    void aKeyOfTheFormBelongsToItsCompany(String pattern, String key, String company) {
        assertThat(KeyPattern.of(pattern).company(key)).contains(company);
    }

    @ParameterizedTest
    @CsvSource({
        "session:{companyId}:{id}, session:acme",
        "session:{companyId}:{id}, session:acme:",
        "session:{companyId}:{id}, session:acme:1:2",
        "session:{companyId}:{id}, session:ACME:1",
        "session:{companyId}:{id}, session::1",
        "session:{companyId}:{id}, sessions:acme:1",
        "session:{companyId}:{id}, xsession:acme:1",
        "company:{companyId}, company:acme:1",
        "a:{companyId}:b:{x}:c, a:acme:b:1:d",
        "a:{companyId}:b:{x}:c, a:acme:b:1",
        "a:{companyId}:b:{x}:c, a:acme:bb:1:c"
    })
    void aKeyOfAnotherFormBelongsToNone(String pattern, String key) {
        assertThat(KeyPattern.of(pattern).company(key)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "session",
                "session:{id}",
                "{companyId}",
                "{companyId}:session",
                "{x}:{companyId}",
                "session:{id}:{companyId}",
                "session:{companyId}:{companyId}",
                "session:*:{companyId}",
                "session:{companyId}:*",
                "session:{companyId}*",
                "session:x{companyId}",
                "session:{companyId}:a?",
                "session:{companyId}:[ab]",
                "session::{companyId}",
                "session:{companyId}:",
                "session:{companyId}:{}",
                "a:{companyId}:b:c:d:e:f:g:h:i:j:k:l:m:n:o:p"
            })
    void whatCouldReachFurtherIsRefused(String pattern) {
        assertThatIllegalArgumentException().isThrownBy(() -> KeyPattern.of(pattern));
    }

    @ParameterizedTest
    @CsvSource({
        "session:{companyId}:{id}, session:{companyId}:{other}, true",
        "session:{companyId}:{id}, session:{companyId}:fixed, true",
        "session:{companyId}:one, session:{companyId}:two, false",
        "session:{companyId}:{id}, session:{companyId}, false",
        "session:{companyId}:{id}, sessions:{companyId}:{id}, false",
        "a:{companyId}:{x}, a:b:{companyId}, true",
        "a:{companyId}:{x}, a:B:{companyId}, false"
    })
    void overlapIsToldFromTheForms(String one, String other, boolean overlap) {
        assertThat(KeyPattern.of(one).overlaps(KeyPattern.of(other))).isEqualTo(overlap);
        assertThat(KeyPattern.of(other).overlaps(KeyPattern.of(one))).isEqualTo(overlap);
    }

    @Test
    void redisIsAskedForOneCompanyAlone() {
        assertThat(KeyPattern.of("a:{companyId}:b:{x}").glob(new CompanyId("acme")))
                .isEqualTo("a:acme:b:*");
    }

    @Property(seed = PropertySeed.VALUE)
    void twoPatternsThatShareAKeyOverlap(
            @ForAll("patterns") KeyPattern one,
            @ForAll("patterns") KeyPattern other,
            @ForAll("keys") String key) {
        if (one.company(key).isPresent() && other.company(key).isPresent()) {
            assertThat(one.overlaps(other)).isTrue();
        }
    }

    @Property(seed = PropertySeed.VALUE)
    void aKeyOfACompanyIsNeverAnothers(
            @ForAll("patterns") KeyPattern pattern,
            @ForAll("companies") String company,
            @ForAll("words") String other) {
        String key = pattern.toString().replace("{companyId}", company).replace("{x}", other);

        assertThat(pattern.company(key)).contains(company);
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings().withChars("abAB1-").ofMinLength(1).ofMaxLength(2);
    }

    @Provide
    Arbitrary<String> companies() {
        return Arbitraries.strings().withChars("ab1").ofMinLength(1).ofMaxLength(2);
    }

    @Provide
    Arbitrary<String> keys() {
        return Arbitraries.strings()
                .withChars("ab1")
                .ofMinLength(1)
                .ofMaxLength(1)
                .list()
                .ofMinSize(2)
                .ofMaxSize(4)
                .map(parts -> String.join(":", parts));
    }

    @Provide
    Arbitrary<KeyPattern> patterns() {
        Arbitrary<String> fixed =
                Arbitraries.strings().withChars("ab").ofMinLength(1).ofMaxLength(1);
        Arbitrary<List<String>> before = fixed.list().ofMinSize(1).ofMaxSize(2);
        Arbitrary<List<String>> behind =
                Arbitraries.oneOf(fixed, Arbitraries.just("{x}")).list().ofMaxSize(2);
        return net.jqwik.api.Combinators.combine(before, behind)
                .as(
                        (first, last) -> {
                            List<String> parts = new ArrayList<>(first);
                            parts.add("{companyId}");
                            parts.addAll(last);
                            return KeyPattern.of(String.join(":", parts));
                        });
    }
}
