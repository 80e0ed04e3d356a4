package dev.nightshift.jobs.backfill.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.companies.CompanyStatus;
import dev.nightshift.platform.companies.Region;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.CompanyId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

class StagePlanTest {
    private static Company company(String id) {
        return new Company(
                new CompanyId(id),
                id,
                Region.DEFAULT,
                CompanyStatus.ACTIVE,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private static List<Company> companies(int count) {
        return IntStream.range(0, count).mapToObj(i -> company("c" + i)).toList();
    }

    private static List<Integer> sizes(StagePlan plan) {
        return plan.stages().stream().map(List::size).toList();
    }

    @Test
    void stages_are_five_companies_then_a_tenth_a_quarter_and_all() {
        StagePlan plan =
                StagePlan.of(
                        "M", companies(200), Instant.MAX, StageSize.DEFAULT, Map.of(), Set.of());
        assertThat(sizes(plan)).containsExactly(5, 15, 30, 150);
        assertThat(plan.all()).hasSize(200).doesNotHaveDuplicates();
        assertThat(
                        sizes(
                                StagePlan.of(
                                        "M",
                                        companies(3),
                                        Instant.MAX,
                                        StageSize.DEFAULT,
                                        Map.of(),
                                        Set.of())))
                .containsExactly(3, 0, 0, 0);
    }

    @Test
    void the_order_is_the_same_at_every_start_and_another_for_each_migration() {
        List<Company> companies = new java.util.ArrayList<>(companies(50));
        StagePlan plan =
                StagePlan.of("M", companies, Instant.MAX, StageSize.DEFAULT, Map.of(), Set.of());
        Collections.reverse(companies);
        assertThat(StagePlan.of("M", companies, Instant.MAX, StageSize.DEFAULT, Map.of(), Set.of()))
                .isEqualTo(plan);
        assertThat(StagePlan.of("N", companies, Instant.MAX, StageSize.DEFAULT, Map.of(), Set.of()))
                .isNotEqualTo(plan);
    }

    @Test
    void a_company_can_be_pinned_or_left_out() {
        CompanyId pinned = new CompanyId("c7");
        CompanyId out = new CompanyId("c8");
        StagePlan plan =
                StagePlan.of(
                        "M",
                        companies(50),
                        Instant.MAX,
                        StageSize.DEFAULT,
                        Map.of(pinned, 1),
                        Set.of(out));
        assertThat(plan.byCompany()).containsEntry(pinned, 1);
        assertThat(plan.byCompany()).doesNotContainKey(out);
        assertThat(plan.excluded()).containsExactly(out);
        assertThat(sizes(plan)).containsExactly(5, 0, 8, 36);
        assertThatThrownBy(
                        () ->
                                StagePlan.of(
                                        "M",
                                        companies(3),
                                        Instant.MAX,
                                        StageSize.DEFAULT,
                                        Map.of(pinned, 1),
                                        Set.of()))
                .isInstanceOf(NightshiftException.class)
                .hasMessage("There is no company 'c7'.");
        assertThatThrownBy(
                        () ->
                                StagePlan.of(
                                        "M",
                                        companies(9),
                                        Instant.MAX,
                                        StageSize.DEFAULT,
                                        Map.of(pinned, 5),
                                        Set.of()))
                .hasMessage("There is no stage 5; the stages are 1 to 4.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "x", "5,", "101%", "-1", "5;10", "0%", "9999999"})
    void sizes_that_cannot_be_read_are_refused(String text) {
        assertThatThrownBy(() -> StageSize.parse(text)).isInstanceOf(NightshiftException.class);
    }

    @Test
    void the_last_stage_is_always_everybody() {
        assertThat(StageSize.parse("5, 10%")).hasToString("[5, 10%, 100%]");
        assertThat(StageSize.parse("100%")).hasSize(1);
        assertThat(new StageSize(10, true).reach(5)).isEqualTo(1);
        assertThat(new StageSize(10, false).reach(5)).isEqualTo(5);
    }

    @Test
    void companies_that_were_added_later_are_last_and_move_no_other() {
        List<Company> before = companies(40);
        List<Company> now = new java.util.ArrayList<>(before);
        for (int n = 0; n < 40; n++) {
            now.add(
                    new Company(
                            new CompanyId("later" + n),
                            "later",
                            Region.DEFAULT,
                            CompanyStatus.ACTIVE,
                            Instant.EPOCH.plusSeconds(2),
                            Instant.EPOCH));
        }
        Instant begunAt = Instant.EPOCH.plusSeconds(1);

        StagePlan first = StagePlan.of("M", before, begunAt, StageSize.DEFAULT, Map.of(), Set.of());
        StagePlan then = StagePlan.of("M", now, begunAt, StageSize.DEFAULT, Map.of(), Set.of());

        assertThat(then.stages().subList(0, 3)).isEqualTo(first.stages().subList(0, 3));
        assertThat(then.stages().getLast()).hasSize(first.stages().getLast().size() + 40);
        assertThat(then.byCompany()).containsEntry(new CompanyId("later7"), 4);
    }
}
