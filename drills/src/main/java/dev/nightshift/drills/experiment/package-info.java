/** What a drill does, read strictly from YAML; hides the file's form. */
@NullMarked
package dev.nightshift.drills.experiment;

import org.jspecify.annotations.NullMarked;
