/** That any text becomes tokens, and code the right ones. */
@NullMarked
package dev.nightshift.alerts.registry.source.syntax;

import org.jspecify.annotations.NullMarked;
