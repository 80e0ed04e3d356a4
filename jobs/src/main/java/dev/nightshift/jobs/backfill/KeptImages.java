package dev.nightshift.jobs.backfill;

import dev.nightshift.migrations.ledger.CompanyRecord;
import dev.nightshift.migrations.ledger.CompanyState;
import dev.nightshift.migrations.ledger.MigrationRecord;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the old values that a rollback needs are there still. Thread-safe. */
final class KeptImages {
    private static final int NAMED = 10;

    private final BackfillJob.Parts parts;

    KeptImages(BackfillJob.Parts parts) {
        this.parts = parts;
    }

    /**
     * Refuses when they are not.
     *
     * @param company the one that is to be rolled back; all when it is empty
     * @throws NightshiftException PREIMAGES_LAPSED with the companies and their dates;
     *     COMPANY_NOT_FOUND
     */
    void require(
            PlatformContext context,
            String id,
            Optional<CompanyId> company,
            MigrationRecord record) {
        List<CompanyId> asked =
                company.map(one -> List.of(parts.companies().show(context, one).id()))
                        .orElseGet(
                                () ->
                                        parts.companies().list(context).stream()
                                                .map(Company::id)
                                                .toList());
        Map<CompanyId, CompanyRecord> records = parts.ledger().find(context, id, asked);
        if (!BackfillOptions.of(record.options()).images()) {
            throw new NightshiftException(
                    FailureCode.PREIMAGES_LAPSED,
                    "%s was run without keeping old values: nothing can be put back.".formatted(id),
                    "Restore a backup, or write a migration that goes the other way.");
        }
        Instant now = parts.clock().instant();
        List<CompanyRecord> lapsed =
                records.values().stream()
                        .filter(done -> needsImages(done, company.isPresent()))
                        .filter(done -> isPast(done.imagesUntil(), now))
                        .sorted(Comparator.comparing(CompanyRecord::company))
                        .toList();
        if (!lapsed.isEmpty()) {
            throw new NightshiftException(
                    FailureCode.PREIMAGES_LAPSED,
                    "The old values of %s are deleted.".formatted(named(lapsed)),
                    "Restore a backup, or write a migration that goes the other way."
                            + (company.isPresent() || lapsed.size() == records.size()
                                    ? ""
                                    : " Other companies can be rolled back with --company ID."));
        }
    }

    private static boolean isPast(@Nullable Instant until, Instant now) {
        return until != null && !until.isAfter(now);
    }

    // Of a company that was rolled back only what was left alone can be forced, and only by name.
    private static boolean needsImages(CompanyRecord record, boolean byName) {
        return record.state() == CompanyState.ROLLED_BACK
                ? byName && record.changedSince() > 0
                : !record.wayBack().isWalked();
    }

    private static String named(List<CompanyRecord> lapsed) {
        String first =
                String.join(
                        ", ",
                        lapsed.stream()
                                .limit(NAMED)
                                .map(
                                        one ->
                                                "the company '%s', kept until %s"
                                                        .formatted(
                                                                one.company(), one.imagesUntil()))
                                .toList());
        return lapsed.size() > NAMED
                ? "%s, and of %d more".formatted(first, lapsed.size() - NAMED)
                : first;
    }
}
