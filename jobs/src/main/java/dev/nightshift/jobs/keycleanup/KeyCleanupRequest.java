package dev.nightshift.jobs.keycleanup;

import dev.nightshift.platform.redis.SweepPace;
import dev.nightshift.platform.tenant.CompanyId;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is to be looked at.
 *
 * @param company the only one; null for all, and what those that are gone left
 * @param space the only key space; null for all
 * @param remove whether expired keys are removed, or only counted
 * @param rate keys a second at most; 0 for as many as the server can bear
 * @param allowOrphans whether what companies that are gone left is removed even when most are
 */
public record KeyCleanupRequest(
        @Nullable CompanyId company,
        @Nullable String space,
        boolean remove,
        long rate,
        boolean allowOrphans) {
    private static final String COMPANY = "company";
    private static final String SPACE = "space";
    private static final String REMOVE = "remove";
    private static final String RATE = "rate";
    private static final String ALLOW_ORPHANS = "allowOrphans";

    /** One that removes nothing on doubtful grounds. */
    public KeyCleanupRequest(
            @Nullable CompanyId company, @Nullable String space, boolean remove, long rate) {
        this(company, space, remove, rate, false);
    }

    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (company != null) {
            parameters.put(COMPANY, company.value());
        }
        if (space != null) {
            parameters.put(SPACE, space);
        }
        parameters.put(REMOVE, Boolean.toString(remove));
        parameters.put(RATE, Long.toString(rate));
        if (allowOrphans) {
            parameters.put(ALLOW_ORPHANS, Boolean.toString(true));
        }
        return parameters;
    }

    static KeyCleanupRequest of(Map<String, String> parameters) {
        String company = parameters.get(COMPANY);
        return new KeyCleanupRequest(
                company == null ? null : new CompanyId(company),
                parameters.get(SPACE),
                Boolean.parseBoolean(parameters.get(REMOVE)),
                Long.parseLong(parameters.getOrDefault(RATE, Long.toString(SweepPace.GENTLE))),
                Boolean.parseBoolean(parameters.get(ALLOW_ORPHANS)));
    }

    /** A second launch of the same is told of the first. */
    String instanceKey() {
        return "%s/%s/%s"
                .formatted(
                        remove ? "clean" : "check",
                        company == null ? "*" : company,
                        space == null ? "*" : space);
    }
}
