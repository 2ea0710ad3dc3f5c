/**
 * {@link dev.straykey.model.RunResult} → bytes: pure, ordered, the same bytes every time. A new
 * format is one class and one line in {@code META-INF/services}.
 */
@NullMarked
package dev.straykey.report;

import org.jspecify.annotations.NullMarked;
