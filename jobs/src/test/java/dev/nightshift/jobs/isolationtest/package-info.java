/** Tests of the package of this name. */
@NullMarked
package dev.nightshift.jobs.isolationtest;

import org.jspecify.annotations.NullMarked;
