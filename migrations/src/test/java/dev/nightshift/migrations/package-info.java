/** Migrations that are shipped, and their ledger on real stores. */
@NullMarked
package dev.nightshift.migrations;

import org.jspecify.annotations.NullMarked;
