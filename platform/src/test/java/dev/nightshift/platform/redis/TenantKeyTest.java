package dev.nightshift.platform.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.testing.PropertySeed;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class TenantKeyTest {
    private static final CompanyId ACME = new CompanyId("acme");

    @Test
    void theKeysAndLivesAreThoseOfTheDesign() {
        assertThat(TenantKey.company(ACME))
                .isEqualTo(new TenantKey(ACME, "company:acme", Duration.ofHours(1)));
        assertThat(TenantKey.session(ACME, "s1"))
                .isEqualTo(new TenantKey(ACME, "session:acme:s1", Duration.ofMinutes(30)));
        assertThat(TenantKey.claim(ACME, "k1"))
                .isEqualTo(new TenantKey(ACME, "idemp:acme:k1", Duration.ofMinutes(5)));
        assertThat(TenantKey.flag(ACME, "dialer"))
                .isEqualTo(new TenantKey(ACME, "flags:acme:dialer", Duration.ofHours(1)));
        assertThat(TenantKey.lock(ACME, "import", Duration.ofSeconds(9)))
                .isEqualTo(new TenantKey(ACME, "lock:acme:import", Duration.ofSeconds(9)));
        assertThat(TenantKey.tags(ACME)).isEqualTo("cv:tags:company:acme");
    }

    @Test
    void aPartCannotEndEarlyNorGrowWithoutBound() {
        assertThat(KeyPart.of("a:b{c} *?\n~é")).isEqualTo("a%3Ab%7Bc%7D%20%2A%3F%0A%7E%C3%A9");
        assertThat(KeyPart.of("x".repeat(128))).isEqualTo("x".repeat(128));
        assertThat(KeyPart.of("x".repeat(129)))
                .hasSize(128)
                .startsWith("xxx")
                .contains("~")
                .isNotEqualTo(KeyPart.of("x".repeat(130)));
        assertThatIllegalArgumentException().isThrownBy(() -> KeyPart.of(""));
    }

    @Property(seed = PropertySeed.VALUE)
    void noTwoTextsShareAPart(@ForAll @NotEmpty String one, @ForAll @NotEmpty String other) {
        assertThat(KeyPart.of(one)).matches("[A-Za-z0-9%._~-]{1,128}");
        // Unpaired surrogates are one and the same in UTF-8.
        boolean same =
                new String(one.getBytes(UTF), UTF).equals(new String(other.getBytes(UTF), UTF));
        assertThat(KeyPart.of(one).equals(KeyPart.of(other))).isEqualTo(same);
    }

    private static final java.nio.charset.Charset UTF = java.nio.charset.StandardCharsets.UTF_8;
}
