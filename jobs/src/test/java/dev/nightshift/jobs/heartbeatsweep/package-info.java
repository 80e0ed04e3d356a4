/** That missed signs of life are told once, for each company alone, at any number of companies. */
@NullMarked
package dev.nightshift.jobs.heartbeatsweep;

import org.jspecify.annotations.NullMarked;
