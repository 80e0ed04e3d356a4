package dev.nightshift.platform.doctor;

import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.stack.Stack;
import dev.nightshift.platform.stack.accounts.LocalAccounts;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at the environment, the data dir and every store. Starts the embedded servers when they are
 * needed and do not run: whether they start is one of its questions. Changes nothing else.
 */
public final class Doctor {
    private final Settings settings;
    private final InstantSource clock;
    private final Stack stack;

    /** The doctor of these settings. */
    public Doctor(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.stack = new Stack(settings);
    }

    /** Every finding, in the order in which an operator would look. Never throws. */
    public List<Check> examine() {
        LocalChecks local = new LocalChecks(settings);
        List<Check> checks = new ArrayList<>();
        checks.add(LocalChecks.java(Runtime.version()));
        checks.add(local.dataDir());
        checks.add(local.leftovers(stack));
        checks.add(local.keySpaces());
        checks.addAll(stores());
        checks.add(local.stack(stack));
        checks.add(local.places());
        checks.add(local.stackLog());
        return checks;
    }

    private List<Check> stores() {
        Endpoints endpoints;
        try {
            endpoints = stack.endpoints();
        } catch (NightshiftException e) {
            return List.of(Check.fail("stores", e.message(), e.hint()));
        }
        List<Check> checks = new ArrayList<>();
        checks.add(StoreChecks.mongodb(endpoints, settings.mongodbUri().isEmpty()));
        checks.add(StoreChecks.redis(endpoints, settings.redisUri().isEmpty()));
        checks.add(StoreChecks.relational(endpoints, settings.jdbcUrl().isEmpty()));
        AccessCheck.of(settings, endpoints, LocalAccounts.ofThisMachine().areKnown())
                .ifPresent(checks::add);
        checks.add(StoreChecks.keys(endpoints, clock.instant()));
        return checks;
    }
}
