/** The commands of {@code cache}: what is cached of companies. */
@NullMarked
package dev.nightshift.app.cli.cache;

import org.jspecify.annotations.NullMarked;
