/**
 * Families of keys that rot when nobody looks: what they are, how expiry is told, how bad it is.
 */
@NullMarked
package dev.nightshift.platform.keyspaces;

import org.jspecify.annotations.NullMarked;
