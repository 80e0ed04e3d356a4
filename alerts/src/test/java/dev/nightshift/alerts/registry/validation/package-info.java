/** Tests of the checks of registry entries. */
@NullMarked
package dev.nightshift.alerts.registry.validation;

import org.jspecify.annotations.NullMarked;
