/** The commands that show what is stored for a company; thin: each calls its room and prints. */
@NullMarked
package dev.nightshift.app.cli.leads;

import org.jspecify.annotations.NullMarked;
