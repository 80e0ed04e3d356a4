/** Checks daily whether every company can be worked for. */
@NullMarked
package dev.nightshift.jobs.companycheck;

import org.jspecify.annotations.NullMarked;
