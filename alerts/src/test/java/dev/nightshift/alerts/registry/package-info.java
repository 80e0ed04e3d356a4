/** Tests of names and entries. */
@NullMarked
package dev.nightshift.alerts.registry;

import org.jspecify.annotations.NullMarked;
