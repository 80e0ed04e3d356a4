/** Measures the import against peers on the same server and prints ratios. */
@NullMarked
package dev.nightshift.benchmarks;

import org.jspecify.annotations.NullMarked;
