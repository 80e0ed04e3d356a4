/** Tests of the package of this name. */
@NullMarked
package dev.nightshift.app.review;

import org.jspecify.annotations.NullMarked;
