/** What the scan of a code base finds, and that nothing in a code base stops it. */
@NullMarked
package dev.nightshift.alerts.registry.source;

import org.jspecify.annotations.NullMarked;
