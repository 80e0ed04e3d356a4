package dev.nightshift.migrations;

import dev.nightshift.migrations.ledger.MigrationLedger;
import dev.nightshift.migrations.ledger.MigrationState;
import dev.nightshift.platform.tenant.PlatformContext;

/** What later code may ask about migrations. Thread-safe. */
public final class Migrations {
    private final MigrationLedger ledger;

    /** Over a ledger. */
    public Migrations(MigrationLedger ledger) {
        this.ledger = ledger;
    }

    /**
     * Whether the migration was applied to all companies, verified and closed: then no document of
     * the older form is left, and code that reads it may go. One round trip.
     */
    public boolean isFinal(PlatformContext context, String id) {
        return ledger.find(context, id)
                .filter(record -> record.state() == MigrationState.FINAL)
                .isPresent();
    }
}
