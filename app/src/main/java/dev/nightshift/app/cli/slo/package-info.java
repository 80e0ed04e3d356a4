/** The {@code slo} commands; hides how service levels are shown. */
@NullMarked
package dev.nightshift.app.cli.slo;

import org.jspecify.annotations.NullMarked;
