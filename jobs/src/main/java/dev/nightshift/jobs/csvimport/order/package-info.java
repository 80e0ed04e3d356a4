/** An import as it is asked for; hides how options travel as a run's parameters. */
@NullMarked
package dev.nightshift.jobs.csvimport.order;

import org.jspecify.annotations.NullMarked;
