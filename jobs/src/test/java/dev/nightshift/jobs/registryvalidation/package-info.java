/** Validations over many companies: stopped, restarted, at once, and with one that fails. */
@NullMarked
package dev.nightshift.jobs.registryvalidation;

import org.jspecify.annotations.NullMarked;
