/**
 * Issuer files → {@code RuleSet}: reads YAML into {@link dev.straykey.model.IssuerSpec}s, with
 * errors that name file, line and field, and tests the examples that the files carry.
 */
@NullMarked
package dev.straykey.rule;

import org.jspecify.annotations.NullMarked;
