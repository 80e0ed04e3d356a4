/** What others would run for the same file; each peer is a program of its own. */
@NullMarked
package dev.nightshift.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
