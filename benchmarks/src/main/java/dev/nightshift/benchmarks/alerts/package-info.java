/** What an emit costs its caller, measured by JMH. */
@NullMarked
package dev.nightshift.benchmarks.alerts;

import org.jspecify.annotations.NullMarked;
