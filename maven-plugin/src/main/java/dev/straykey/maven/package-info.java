/**
 * The Maven plugin: goals in, one run of the engine, a line or a failure out.
 *
 * <p>Each goal is a mojo that says what to scan ({@link dev.straykey.maven.ScanMojo} and its
 * neighbours); {@link dev.straykey.maven.AbstractStraykeyMojo} has the parameters, runs the engine
 * and tells the two kinds of failure apart. Never acts: it has no {@code --apply}.
 */
@NullMarked
package dev.straykey.maven;

import org.jspecify.annotations.NullMarked;
