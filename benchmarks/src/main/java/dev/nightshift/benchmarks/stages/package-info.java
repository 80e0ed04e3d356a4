/** The stages of an import, each on its own: what one core can do at most. */
@NullMarked
package dev.nightshift.benchmarks.stages;

import org.jspecify.annotations.NullMarked;
