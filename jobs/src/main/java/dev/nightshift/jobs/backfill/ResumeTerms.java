package dev.nightshift.jobs.backfill;

import dev.nightshift.platform.tenant.CompanyId;

import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What an operator asks for when a backfill goes on.
 *
 * @param included companies that are taken in, having been left out or rolled back by themselves
 * @param rate documents a second; as before when it is empty
 * @param concurrency companies at once; as before when it is empty
 */
public record ResumeTerms(Set<CompanyId> included, OptionalLong rate, OptionalInt concurrency) {
    /** As before. */
    public static final ResumeTerms NONE =
            new ResumeTerms(Set.of(), OptionalLong.empty(), OptionalInt.empty());

    public ResumeTerms {
        included = Set.copyOf(included);
    }

    /** Those companies, at the pace there was. */
    public static ResumeTerms including(Set<CompanyId> companies) {
        return new ResumeTerms(companies, OptionalLong.empty(), OptionalInt.empty());
    }

    boolean setsPace() {
        return rate.isPresent() || concurrency.isPresent();
    }

    /**
     * The same options at this pace.
     *
     * @throws dev.nightshift.platform.failure.NightshiftException USAGE
     */
    BackfillOptions paced(BackfillOptions options) {
        return options.paced(
                rate.orElse(options.rate()), concurrency.orElse(options.concurrency()));
    }
}
