/**
 * Where tasks live: {@link dev.straykey.tracker.Tracker} opens, finds, updates and closes one. A
 * new tracker is one class and one line in {@code META-INF/services}.
 */
@NullMarked
package dev.straykey.tracker;

import org.jspecify.annotations.NullMarked;
