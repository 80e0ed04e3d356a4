/** The ledger on real stores. */
@NullMarked
package dev.nightshift.migrations.ledger;

import org.jspecify.annotations.NullMarked;
