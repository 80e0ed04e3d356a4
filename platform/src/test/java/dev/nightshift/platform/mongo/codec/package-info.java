/** Proves that the short cuts change no byte. */
@NullMarked
package dev.nightshift.platform.mongo.codec;

import org.jspecify.annotations.NullMarked;
