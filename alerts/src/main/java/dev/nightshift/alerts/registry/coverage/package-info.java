/** Joins what the code can raise, what the registry says and what was seen; hides the joining. */
@NullMarked
package dev.nightshift.alerts.registry.coverage;

import org.jspecify.annotations.NullMarked;
