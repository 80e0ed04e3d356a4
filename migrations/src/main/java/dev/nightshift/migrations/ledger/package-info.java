/** How far each migration is, in all and with each company; hides how that is stored. */
@NullMarked
package dev.nightshift.migrations.ledger;

import org.jspecify.annotations.NullMarked;
