/** The job that looks for expired keys and removes them; how counts survive a restart is hidden. */
@NullMarked
package dev.nightshift.jobs.keycleanup;

import org.jspecify.annotations.NullMarked;
