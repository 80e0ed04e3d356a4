/**
 * The guarded MongoDB store: the only door to companies' documents; hides the driver, its retries
 * and what differs between engines.
 */
@NullMarked
package dev.nightshift.platform.mongo;

import org.jspecify.annotations.NullMarked;
