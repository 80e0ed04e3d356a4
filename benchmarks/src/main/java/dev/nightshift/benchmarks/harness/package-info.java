/** Runs programs, measures them and judges the ratios; knows nothing of what is measured. */
@NullMarked
package dev.nightshift.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
