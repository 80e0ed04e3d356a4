/** Tests of the join of code, registry and sightings. */
@NullMarked
package dev.nightshift.alerts.registry.coverage;

import org.jspecify.annotations.NullMarked;
