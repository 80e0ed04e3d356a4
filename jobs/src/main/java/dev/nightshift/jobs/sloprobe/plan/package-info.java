/** Plans of service levels in OpenSLO files; how a file is read is hidden. */
@NullMarked
package dev.nightshift.jobs.sloprobe.plan;

import org.jspecify.annotations.NullMarked;
