/**
 * Straykey in Jenkins: settings and texts of Jenkins in, {@link dev.straykey.pipeline.AgentScan} on
 * the agent, {@link dev.straykey.jenkins.Row}s of findings on the build's page.
 *
 * <p>The classes that Jenkins calls are thin; what they decide stands in {@code Scanning}, {@code
 * Gate} and {@code Forks}, which know no Jenkins and are tested without one.
 */
@NullMarked
package dev.straykey.jenkins;

import org.jspecify.annotations.NullMarked;
