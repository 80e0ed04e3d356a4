/** The job that validates the emit registry for companies, and what it finds over time. */
@NullMarked
package dev.nightshift.jobs.registryvalidation;

import org.jspecify.annotations.NullMarked;
