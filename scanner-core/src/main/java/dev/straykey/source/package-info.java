/**
 * Places to scan: {@link dev.straykey.source.Source} recognises what a path holds, cuts it into
 * {@link dev.straykey.model.Unit}s, reads each as {@link dev.straykey.model.Document}s, and after a
 * match says where the text stands. A new source is one class here and one line in {@code
 * META-INF/services}.
 *
 * <p>Leaves to others: what a key looks like ({@code rule}), looking for it ({@code scan}).
 */
@NullMarked
package dev.straykey.source;

import org.jspecify.annotations.NullMarked;
