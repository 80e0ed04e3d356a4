/** Tests of the registry's files. */
@NullMarked
package dev.nightshift.alerts.registry.files;

import org.jspecify.annotations.NullMarked;
