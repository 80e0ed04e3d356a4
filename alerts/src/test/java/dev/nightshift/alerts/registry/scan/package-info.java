/** Tests of the bytecode scan. */
@NullMarked
package dev.nightshift.alerts.registry.scan;

import org.jspecify.annotations.NullMarked;
