/** Tests of the package of this name. */
@NullMarked
package dev.nightshift.jobs.companycheck;

import org.jspecify.annotations.NullMarked;
