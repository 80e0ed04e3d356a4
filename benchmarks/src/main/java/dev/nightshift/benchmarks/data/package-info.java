/** Makes up leads and writes them as the files that vendors send; hides how each value is drawn. */
@NullMarked
package dev.nightshift.benchmarks.data;

import org.jspecify.annotations.NullMarked;
