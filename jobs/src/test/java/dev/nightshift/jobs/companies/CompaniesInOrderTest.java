package dev.nightshift.jobs.companies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.tenant.CompanyId;

import org.junit.jupiter.api.Test;
import org.springframework.batch.infrastructure.item.ExecutionContext;

import java.util.List;
import java.util.stream.Stream;

class CompaniesInOrderTest {
    private static final List<CompanyId> THREE =
            Stream.of("acme", "demo", "zoo").map(CompanyId::new).toList();

    private final ExecutionContext committed = new ExecutionContext();

    private static NamedCounts counts() {
        return new NamedCounts(List.of("found"));
    }

    @Test
    void anAttemptGoesOnBehindTheLastCompanyThatWasCommittedWithTheCountsUntilThere() {
        NamedCounts counts = counts();
        CompaniesInOrder first = new CompaniesInOrder(THREE, counts);
        first.open(committed);
        assertThat(first.read()).isEqualTo(new CompanyId("acme"));
        counts.add(NamedCounts.COMPANIES, 1);
        counts.add("found", 7);
        first.update(committed);
        assertThat(first.read()).isEqualTo(new CompanyId("demo"));
        counts.add("found", 100);

        NamedCounts restored = counts();
        CompaniesInOrder second = new CompaniesInOrder(THREE, restored);
        second.open(committed);

        assertThat(restored.byName()).containsExactly(entry("companies", 1), entry("found", 7));
        assertThat(restored.progress(3).done()).isEqualTo(1);
        assertThat(second.read()).isEqualTo(new CompanyId("demo"));
        assertThat(second.read()).isEqualTo(new CompanyId("zoo"));
        assertThat(second.read()).isNull();
    }

    @Test
    void aCompanyOfWhichNotAllIsDoneComesAgainAndWhatWasCountedOfItIsKept() {
        NamedCounts counts = counts();
        CompaniesInOrder first = new CompaniesInOrder(THREE, counts);
        first.open(committed);
        assertThat(first.read()).isEqualTo(new CompanyId("acme"));
        counts.add("found", 7);
        counts.companyDone();
        first.update(committed);
        assertThat(first.read()).isEqualTo(new CompanyId("demo"));
        counts.add("found", 100);
        first.again();
        first.update(committed);
        assertThat(first.read()).isEqualTo(new CompanyId("demo"));

        NamedCounts restored = counts();
        CompaniesInOrder second = new CompaniesInOrder(THREE, restored);
        second.open(committed);

        assertThat(restored.byName()).containsExactly(entry("companies", 1), entry("found", 107));
        assertThat(restored.ofCompany("found")).isEqualTo(100);
        assertThat(second.read()).isEqualTo(new CompanyId("demo"));
        restored.add("found", 1);
        assertThat(restored.ofCompany("found")).isEqualTo(101);
        restored.companyDone();
        assertThat(restored.ofCompany("found")).isZero();
        second.update(committed);
        assertThat(second.read()).isEqualTo(new CompanyId("zoo"));
    }

    @Test
    void theFirstCompanyComesAgainToo() {
        CompaniesInOrder first = new CompaniesInOrder(THREE, counts());
        first.open(committed);
        assertThat(first.read()).isNotNull();
        first.again();
        first.update(committed);

        CompaniesInOrder second = new CompaniesInOrder(THREE, counts());
        second.open(committed);

        assertThat(second.read()).isEqualTo(new CompanyId("acme"));
    }

    @Test
    void aCompanyThatWasRemovedSinceMovesNobody() {
        CompaniesInOrder first = new CompaniesInOrder(THREE, counts());
        first.open(committed);
        assertThat(first.read()).isNotNull();
        assertThat(first.read()).isNotNull();
        first.update(committed);

        CompaniesInOrder second =
                new CompaniesInOrder(
                        Stream.of("acme", "fine", "zoo").map(CompanyId::new).toList(), counts());
        second.open(committed);

        assertThat(second.read()).isEqualTo(new CompanyId("fine"));
    }

    @Test
    void whereNothingWasReadNothingIsSkippedLater() {
        CompaniesInOrder none = new CompaniesInOrder(THREE, counts());
        none.open(committed);
        none.update(committed);

        CompaniesInOrder later = new CompaniesInOrder(THREE, counts());
        later.open(committed);

        assertThat(later.read()).isEqualTo(new CompanyId("acme"));
    }

    private static java.util.Map.Entry<String, Long> entry(String name, long value) {
        return java.util.Map.entry(name, value);
    }
}
