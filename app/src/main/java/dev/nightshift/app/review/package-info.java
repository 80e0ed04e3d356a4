/** The 30-second review: what an operator looks at first, a line each. */
@NullMarked
package dev.nightshift.app.review;

import org.jspecify.annotations.NullMarked;
