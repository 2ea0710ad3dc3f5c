/**
 * A repository as git keeps it → what stands in it: ids, objects in packs and files, refs in files
 * and tables, the index, commits and the graph of what leads to what, which is built once and asked
 * by number. It reads every repository that git reads, SHA-256, reftables, alternates and what is
 * damaged among them, and bounds what hostile ones cost.
 *
 * <p>Leaves to others: what of it is scanned, in which order, and where a finding stands ({@code
 * source}). It writes nothing but hooks.
 */
@NullMarked
package dev.straykey.git;

import org.jspecify.annotations.NullMarked;
