/**
 * What can raise an alert, who owns it and how it is named; hides how the registry's files are
 * looked up.
 */
@NullMarked
package dev.nightshift.alerts.registry;

import org.jspecify.annotations.NullMarked;
