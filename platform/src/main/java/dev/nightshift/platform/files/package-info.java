/** Files that only their owner may read; hides what each file system can do about it. */
@NullMarked
package dev.nightshift.platform.files;

import org.jspecify.annotations.NullMarked;
