/** Whether a company can be worked for; hides how each part of it is tried. */
@NullMarked
package dev.nightshift.platform.companies.check;

import org.jspecify.annotations.NullMarked;
