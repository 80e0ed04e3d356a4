package dev.nightshift.schedules;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Every job that a schedule can name. What is not here is started by people only. */
public enum ScheduledJob {
    /** Imports what lies in each company's inbox. */
    INBOX_IMPORT(Scope.COMPANY),
    /** Looks for missed signs of life. */
    HEARTBEAT_SWEEP(Scope.PLATFORM),
    /** Tells whoever is to be told now of open alerts. */
    ALERT_ESCALATION(Scope.PLATFORM),
    /** Validates the registry for every company. */
    REGISTRY_VALIDATION(Scope.PLATFORM),
    /** Counts and removes expired keys and documents. */
    KEY_CLEANUP(Scope.PLATFORM),
    /** Measures each company's service levels. */
    SLO_PROBE(Scope.PLATFORM),
    /** Deletes what each company's records kept long enough. */
    RETENTION(Scope.PLATFORM),
    /** Checks whether each company can be worked for. */
    COMPANY_CHECK(Scope.PLATFORM),
    /** Tries whether one company reaches what is another's. */
    ISOLATION_TEST(Scope.PLATFORM),
    /** Runs a drill in a lab of its own. */
    DRILL(Scope.PLATFORM),
    /** Removes what the relational store kept long enough: runs and the history of schedules. */
    HOUSEKEEPING(Scope.PLATFORM);

    /** For whom one run works. */
    public enum Scope {
        /** One run for all companies: the job goes from one to the next by itself. */
        PLATFORM,
        /** A run for each company; what fails for one stops no other. */
        COMPANY
    }

    private final Scope scope;

    ScheduledJob(Scope scope) {
        this.scope = scope;
    }

    /** The name in a schedule, for example {@code inbox-import}. */
    public String jobName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For whom one run works. */
    public Scope scope() {
        return scope;
    }

    /**
     * Names of the parameters that it takes: {@code experiment} is a name, all others are whole
     * numbers above 0.
     */
    public Set<String> parameters() {
        return switch (this) {
            case HOUSEKEEPING -> Set.of("runDays", "failedRunDays", "historyDays");
            case SLO_PROBE -> Set.of("full");
            case DRILL -> Set.of("experiment");
            case INBOX_IMPORT,
                    HEARTBEAT_SWEEP,
                    ALERT_ESCALATION,
                    REGISTRY_VALIDATION,
                    KEY_CLEANUP,
                    RETENTION,
                    COMPANY_CHECK,
                    ISOLATION_TEST ->
                    Set.of();
        };
    }

    /** The job of that name; empty when there is none. */
    public static Optional<ScheduledJob> byName(String name) {
        return Arrays.stream(values()).filter(job -> job.jobName().equals(name)).findFirst();
    }

    /** All names, in the order of the alphabet. */
    public static List<String> names() {
        return Arrays.stream(values()).map(ScheduledJob::jobName).sorted().toList();
    }
}
