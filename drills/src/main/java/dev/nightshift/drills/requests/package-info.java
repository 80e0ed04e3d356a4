/** The load of a drill and its ledger of acknowledged writes; hides how a service is used. */
@NullMarked
package dev.nightshift.drills.requests;

import org.jspecify.annotations.NullMarked;
