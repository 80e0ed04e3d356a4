/** What happened in a drill, on disk before anywhere else; hides the chain of hashes. */
@NullMarked
package dev.nightshift.drills.journal;

import org.jspecify.annotations.NullMarked;
