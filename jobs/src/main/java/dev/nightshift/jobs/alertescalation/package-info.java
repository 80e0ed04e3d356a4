/** Tells whoever is to be told of open alerts; one run is one pass over all companies. */
@NullMarked
package dev.nightshift.jobs.alertescalation;

import org.jspecify.annotations.NullMarked;
