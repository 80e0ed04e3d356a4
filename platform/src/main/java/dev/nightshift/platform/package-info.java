/** What every room stands on: tenants, guarded stores, the embedded stack, failure codes. */
@NullMarked
package dev.nightshift.platform;

import org.jspecify.annotations.NullMarked;
