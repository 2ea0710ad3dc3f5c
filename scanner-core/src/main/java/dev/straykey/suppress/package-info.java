/**
 * What was accepted before → which findings are not counted, and which entries nothing needs:
 * baselines, the settings of a repository, lists that other tools wrote. Keys are known there by
 * salted fingerprint only. What a comment beside a key says is read where the key is found ({@code
 * scan}); that a live key of the inventory is never hidden is seen to in {@code pipeline}.
 */
@NullMarked
package dev.straykey.suppress;

import org.jspecify.annotations.NullMarked;
