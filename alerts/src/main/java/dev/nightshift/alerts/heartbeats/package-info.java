/**
 * Signs of life: when each operation of each company was last seen to succeed, and what is made of
 * one that is missed; how sightings are batched and stored is hidden here.
 */
@NullMarked
package dev.nightshift.alerts.heartbeats;

import org.jspecify.annotations.NullMarked;
