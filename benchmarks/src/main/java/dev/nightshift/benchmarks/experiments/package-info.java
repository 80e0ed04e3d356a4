/** What docs/performance.md claims: one class per claim or group of them. */
@NullMarked
package dev.nightshift.benchmarks.experiments;

import org.jspecify.annotations.NullMarked;
