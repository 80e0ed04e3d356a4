/** Tests of rights that one process has at a time. */
@NullMarked
package dev.nightshift.platform.mongo.lease;

import org.jspecify.annotations.NullMarked;
