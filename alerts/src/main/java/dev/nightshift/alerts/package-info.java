/**
 * The one adapter for every failure, SLO breach and sign of life: a caller hands an alert over and
 * goes on; how it is recorded, deduplicated, routed, delivered and escalated is hidden here.
 */
@NullMarked
package dev.nightshift.alerts;

import org.jspecify.annotations.NullMarked;
