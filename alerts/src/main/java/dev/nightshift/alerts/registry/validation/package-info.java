/** Says of each registry entry whether it is valid for a company; hides how each check is made. */
@NullMarked
package dev.nightshift.alerts.registry.validation;

import org.jspecify.annotations.NullMarked;
