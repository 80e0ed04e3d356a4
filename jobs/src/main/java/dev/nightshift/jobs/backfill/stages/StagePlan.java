package dev.nightshift.jobs.backfill.stages;

import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.CompanyId;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which companies are in which stage. The order is by a hash of migration and company: the same on
 * every machine and at every start, and another for each migration, so that it is not always the
 * same companies that go first.
 *
 * @param stages the companies of each stage, in the order they are worked at
 * @param excluded companies that are left out
 */
public record StagePlan(List<List<Company>> stages, List<CompanyId> excluded) {
    public StagePlan {
        stages = stages.stream().map(List::copyOf).toList();
        excluded = List.copyOf(excluded);
    }

    /**
     * Plans.
     *
     * @param begunAt when the migration was begun: companies that were added later are in the last
     *     stage, and move no other; {@code Instant.MAX} when it was not
     * @param pins the stage, from 1, of companies that have a fixed one
     * @throws NightshiftException COMPANY_NOT_FOUND for a pinned or excluded company that is not
     *     there, NOT_FOUND for a stage that is not
     */
    public static StagePlan of(
            String migration,
            Collection<Company> companies,
            Instant begunAt,
            List<StageSize> sizes,
            Map<CompanyId, Integer> pins,
            Set<CompanyId> excluded) {
        Set<CompanyId> known =
                companies.stream().map(Company::id).collect(java.util.stream.Collectors.toSet());
        pins.keySet().forEach(id -> require(known, id));
        excluded.forEach(id -> require(known, id));
        List<List<Company>> stages = new ArrayList<>();
        sizes.forEach(size -> stages.add(new ArrayList<>()));
        List<Company> order =
                companies.stream()
                        .filter(company -> !excluded.contains(company.id()))
                        .sorted(Comparator.comparing(company -> hash(migration, company.id())))
                        .toList();
        List<Company> free = new ArrayList<>();
        List<Company> late = new ArrayList<>();
        for (Company company : order) {
            Integer stage = pins.get(company.id());
            if (stage == null) {
                (company.createdAt().isAfter(begunAt) ? late : free).add(company);
            } else if (stage < 1 || stage > stages.size()) {
                throw new NightshiftException(
                        FailureCode.NOT_FOUND,
                        "There is no stage %d; the stages are 1 to %d."
                                .formatted(stage, stages.size()),
                        "Pin a company to one of them: --pin COMPANY=STAGE.");
            } else {
                stages.get(stage - 1).add(company);
            }
        }
        int next = 0;
        int reached = 0;
        for (int stage = 0; stage < sizes.size(); stage++) {
            List<Company> members = stages.get(stage);
            int reach = sizes.get(stage).reach(order.size() - late.size());
            while (reached + members.size() < reach && next < free.size()) {
                members.add(free.get(next++));
            }
            reached += members.size();
        }
        stages.getLast().addAll(free.subList(next, free.size()));
        stages.getLast().addAll(late);
        return new StagePlan(stages, excluded.stream().sorted().toList());
    }

    /** The stage, from 1, of each company that is in one. */
    public Map<CompanyId, Integer> byCompany() {
        Map<CompanyId, Integer> byCompany = new HashMap<>();
        for (int stage = 0; stage < stages.size(); stage++) {
            for (Company member : stages.get(stage)) {
                byCompany.put(member.id(), stage + 1);
            }
        }
        return byCompany;
    }

    /** All companies that are not left out, stage by stage. */
    public List<Company> all() {
        return stages.stream().flatMap(List::stream).toList();
    }

    private static void require(Set<CompanyId> known, CompanyId id) {
        if (!known.contains(id)) {
            throw new NightshiftException(
                    FailureCode.COMPANY_NOT_FOUND,
                    "There is no company '%s'.".formatted(id),
                    "nightshift companies list");
        }
    }

    private static String hash(String migration, CompanyId company) {
        try {
            byte[] bytes = (migration + '/' + company.value()).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
