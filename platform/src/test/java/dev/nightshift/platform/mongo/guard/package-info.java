/** What the rules let through and what they refuse. */
@NullMarked
package dev.nightshift.platform.mongo.guard;

import org.jspecify.annotations.NullMarked;
