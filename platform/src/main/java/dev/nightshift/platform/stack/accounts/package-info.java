/**
 * Whose the connections on loopback are: the accounts of this machine that may talk to each other.
 */
@NullMarked
package dev.nightshift.platform.stack.accounts;

import org.jspecify.annotations.NullMarked;
