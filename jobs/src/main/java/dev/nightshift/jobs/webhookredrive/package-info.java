/** The job that sends failed webhook events again; how an event becomes a message is hidden. */
@NullMarked
package dev.nightshift.jobs.webhookredrive;

import org.jspecify.annotations.NullMarked;
