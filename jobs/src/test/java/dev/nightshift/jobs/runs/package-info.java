/** Tests of the runs on real relational stores. */
@NullMarked
package dev.nightshift.jobs.runs;

import org.jspecify.annotations.NullMarked;
