/** Tests of whether a company can be worked for. */
@NullMarked
package dev.nightshift.platform.companies.check;

import org.jspecify.annotations.NullMarked;
