/** The load and its ledger. */
@NullMarked
package dev.nightshift.drills.requests;

import org.jspecify.annotations.NullMarked;
