/**
 * JavaScript and TypeScript as tokens, brackets and functions: enough to find calls and read their
 * arguments in code that was never meant for us; what the language allows between is hidden here.
 */
@NullMarked
package dev.nightshift.alerts.registry.source.syntax;

import org.jspecify.annotations.NullMarked;
