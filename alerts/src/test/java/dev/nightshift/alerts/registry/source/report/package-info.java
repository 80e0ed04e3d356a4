/** What was found in a foreign code base, tried. */
@NullMarked
package dev.nightshift.alerts.registry.source.report;

import org.jspecify.annotations.NullMarked;
