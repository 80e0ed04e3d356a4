/** The canonical lead: its fields, their types and how rows offer values for them. */
@NullMarked
package dev.nightshift.platform.leads;

import org.jspecify.annotations.NullMarked;
