/** Makes a report an auditor can read from a journal; hides its forms. */
@NullMarked
package dev.nightshift.drills.report;

import org.jspecify.annotations.NullMarked;
