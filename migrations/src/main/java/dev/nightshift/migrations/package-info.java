/** What a migration is and which there are; hides how they are applied. */
@NullMarked
package dev.nightshift.migrations;

import org.jspecify.annotations.NullMarked;
