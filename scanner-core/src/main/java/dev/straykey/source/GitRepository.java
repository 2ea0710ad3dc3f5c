package dev.straykey.source;

import dev.straykey.git.GitLayout;
import dev.straykey.git.GitObjects;
import dev.straykey.git.GitRefs;

/**
 * A repository that is open, and how it is to be read.
 *
 * @param source as reports call it
 */
record GitRepository(
    String source, GitLayout layout, GitRefs refs, GitObjects objects, ReadOptions options) {}
