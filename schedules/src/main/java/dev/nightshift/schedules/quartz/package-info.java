/** Quartz on the relational store; hides it from everybody else. */
@NullMarked
package dev.nightshift.schedules.quartz;

import org.jspecify.annotations.NullMarked;
