package dev.nightshift.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.migrations.ledger.CompanyRecord;
import dev.nightshift.migrations.ledger.CompanyState;
import dev.nightshift.platform.tenant.CompanyId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;

class StragglersTest {
    private static final Instant BEGIN = Instant.parse("2026-11-21T20:00:00Z");
    private static final Map<String, String> AS_BEGUN = BackfillOptions.DEFAULT.toParameters();

    @Test
    void isOneAtWorkForMuchLongerThanTheOthersTook() {
        List<CompanyRecord> records = List.of(done("a", 0, 10), done("b", 0, 12), atWork("c", 0));

        assertThat(Stragglers.of(records, AS_BEGUN, at(36))).isEmpty();
        assertThat(Stragglers.of(records, AS_BEGUN, at(37))).containsExactly("c");
    }

    @Test
    void isNobodyWhoIsSlowBecauseTheOperatorSaidSo() {
        Map<String, String> slowed =
                Stragglers.paced(AS_BEGUN, BackfillOptions.DEFAULT.paced(10, 4), at(13));
        List<CompanyRecord> records = List.of(done("a", 0, 10), done("b", 0, 12), atWork("c", 0));

        assertThat(Stragglers.of(records, slowed, at(1_000))).as("no mate yet").isEmpty();

        List<CompanyRecord> later =
                List.of(done("a", 0, 10), done("b", 0, 12), atWork("c", 0), done("d", 20, 120));
        assertThat(Stragglers.of(later, slowed, at(13 + 300))).isEmpty();
        assertThat(Stragglers.of(later, slowed, at(13 + 301))).containsExactly("c");
    }

    @Test
    void isJudgedOnWhenTheSameLimitsAreSetAgain() {
        Map<String, String> slowed =
                Stragglers.paced(AS_BEGUN, BackfillOptions.DEFAULT.paced(10, 4), at(13));

        assertThat(Stragglers.paced(slowed, BackfillOptions.of(slowed), at(99))).isEqualTo(slowed);
        assertThat(Stragglers.paced(AS_BEGUN, BackfillOptions.DEFAULT, at(99))).isEqualTo(AS_BEGUN);
        assertThat(BackfillOptions.of(slowed).rate()).isEqualTo(10);
    }

    private static Instant at(long seconds) {
        return BEGIN.plusSeconds(seconds);
    }

    private static CompanyRecord done(String company, long from, long to) {
        return record(company, CompanyState.DONE, from, at(to));
    }

    private static CompanyRecord atWork(String company, long from) {
        return record(company, CompanyState.RUNNING, from, null);
    }

    private static CompanyRecord record(
            String company, CompanyState state, long from, @Nullable Instant ended) {
        return CompanyRecord.pending(new CompanyId(company), "M20260101_Something", 1)
                .change()
                .state(state)
                .startedAt(at(from))
                .endedAt(ended)
                .done();
    }
}
