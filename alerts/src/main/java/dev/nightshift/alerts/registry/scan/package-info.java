/**
 * Finds in compiled classes what can be raised and from where; hides how constants are followed
 * through fields, enums and methods.
 */
@NullMarked
package dev.nightshift.alerts.registry.scan;

import org.jspecify.annotations.NullMarked;
