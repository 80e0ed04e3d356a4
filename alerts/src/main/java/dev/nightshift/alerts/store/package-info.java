/** The alerts as they are recorded, one document per open matter; hides how they are counted. */
@NullMarked
package dev.nightshift.alerts.store;

import org.jspecify.annotations.NullMarked;
