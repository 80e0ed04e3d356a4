package dev.nightshift.jobs.keycleanup;

import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.server.MongoMode;
import dev.nightshift.platform.tenant.PlatformContext;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Whether it can be believed that a company is gone. A company that cannot be found may be gone, or
 * the service may look into the wrong database, or into a secondary that is behind: then all that
 * its people are signed in by would be removed. Used by one thread.
 */
final class OrphanGuard {
    /** Fewer unknown companies in a space are believed to be gone. */
    static final int FEWEST = 5;

    private static final int NAMED = 3;

    private final Set<String> companies;
    private final Function<Collection<String>, Set<String>> existing;
    private final Supplier<MongoMode> mode;
    private final boolean allowed;

    /**
     * Over the companies as they are known.
     *
     * @param existing those of some ids that are companies now
     * @param allowed whether the operator says that however many are gone
     */
    OrphanGuard(
            Set<String> companies,
            Function<Collection<String>, Set<String>> existing,
            Supplier<MongoMode> mode,
            boolean allowed) {
        this.companies = Set.copyOf(companies);
        this.existing = existing;
        this.mode = mode;
        this.allowed = allowed;
    }

    boolean knows(String company) {
        return companies.contains(company);
    }

    /**
     * To be asked before anything is removed.
     *
     * @throws NightshiftException COMPANIES_DOUBTFUL when no company is known, MONGODB_READ_ONLY
     *     when there is no primary to ask
     */
    void requireCompanies() {
        requirePrimary();
        if (companies.isEmpty()) {
            throw new NightshiftException(
                    FailureCode.COMPANIES_DOUBTFUL,
                    "There is no company: every key would be one of a company that is gone."
                            + " Nothing was removed.",
                    "Check NIGHTSHIFT_MONGODB_URI: nightshift companies list should name them.");
        }
    }

    private void requirePrimary() {
        if (mode.get() != MongoMode.READ_WRITE) {
            throw new NightshiftException(
                    FailureCode.MONGODB_READ_ONLY,
                    "MongoDB has no primary: what is read of companies may be old, and nothing is"
                            + " removed because its company is gone.",
                    "The run goes on when there is a primary again.");
        }
    }

    /** Those of these that are no company, not even one that was added since the run began. */
    Set<String> gone(Collection<String> asked, boolean toRemove) {
        Set<String> gone = new HashSet<>(asked);
        if (toRemove) {
            requirePrimary();
        }
        // The service itself is in no list, and keeps records of its own.
        gone.remove(PlatformContext.SERVICE.value());
        gone.removeAll(existing.apply(new TreeSet<>(asked)));
        if (toRemove) {
            requirePrimary();
        }
        return gone;
    }

    /**
     * What is doubtful of a space; null when nothing is.
     *
     * @param seen companies, known or not, that have keys in it
     * @param known those that were seen in any space
     */
    @Nullable String doubt(String space, Set<String> seen, Set<String> known) {
        Set<String> unknown =
                seen.stream()
                        .filter(company -> !companies.contains(company))
                        .collect(Collectors.toCollection(TreeSet::new));
        if (unknown.isEmpty()) {
            return null;
        }
        if (unknown.size() >= FEWEST && unknown.size() * 2L > seen.size()) {
            return "Of %d companies seen in the space '%s' %d are unknown (%s)"
                    .formatted(seen.size(), space, unknown.size(), named(unknown));
        }
        return isVouchedFor(known)
                ? null
                : ("No company that was seen is known, '%s' aside, which every database has"
                                + " (unknown in the space '%s': %s)")
                        .formatted(Companies.DEMO, space, named(unknown));
    }

    // A database that was empty a moment ago has a company, too: the one that its first start made.
    private static boolean isVouchedFor(Set<String> known) {
        return known.stream().anyMatch(company -> !company.equals(Companies.DEMO.value()));
    }

    private static String named(Set<String> unknown) {
        return unknown.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (unknown.size() > NAMED ? ", ..." : "");
    }

    /**
     * Lets what a space has of unknown companies be removed.
     *
     * @param known companies that were seen in any space
     * @param left how many of its keys that are
     * @throws NightshiftException COMPANIES_DOUBTFUL when most of its companies are unknown, or
     *     nobody is known at all
     */
    void require(String space, Set<String> seen, Set<String> known, LongSupplier left) {
        String doubt = allowed ? null : doubt(space, seen, known);
        if (doubt != null) {
            throw new NightshiftException(
                    FailureCode.COMPANIES_DOUBTFUL,
                    "%s: is this the right MongoDB? What is theirs was left, %d in this space."
                            .formatted(doubt, left.getAsLong()),
                    "Check NIGHTSHIFT_MONGODB_URI and nightshift companies list. If they are gone"
                            + " indeed: nightshift keys clean --all --allow-orphans");
        }
    }
}
