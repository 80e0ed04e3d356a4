/** The runs' rows in the relational store; hides SQL, schema, leases' clocks and batch metadata. */
@NullMarked
package dev.nightshift.jobs.runs.store;

import org.jspecify.annotations.NullMarked;
