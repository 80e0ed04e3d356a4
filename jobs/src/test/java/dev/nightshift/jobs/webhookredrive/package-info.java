/** Tests of the job that sends failed webhook events again. */
@NullMarked
package dev.nightshift.jobs.webhookredrive;

import org.jspecify.annotations.NullMarked;
