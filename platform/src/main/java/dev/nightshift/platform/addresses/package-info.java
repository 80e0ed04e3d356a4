/**
 * Where servers are reached under another address than their own, as through a proxy; hides
 * nothing.
 */
@NullMarked
package dev.nightshift.platform.addresses;

import org.jspecify.annotations.NullMarked;
