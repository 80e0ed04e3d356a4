/** What was found in a foreign code base, and the registry draft that comes of it. */
@NullMarked
package dev.nightshift.alerts.registry.source.report;

import org.jspecify.annotations.NullMarked;
