/** Reads registry files and tab matrices; hides JSON, its schemas and where the files lie. */
@NullMarked
package dev.nightshift.alerts.registry.files;

import org.jspecify.annotations.NullMarked;
