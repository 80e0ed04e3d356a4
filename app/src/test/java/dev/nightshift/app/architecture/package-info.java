/** The rules of the rooms, each proved once by code that breaks it. */
@NullMarked
package dev.nightshift.app.architecture;

import org.jspecify.annotations.NullMarked;
