/**
 * How people are told: {@link dev.straykey.notifier.Notifier} sends a message to a person or a
 * channel and updates what it told. A new one is one class and one line in {@code
 * META-INF/services}.
 */
@NullMarked
package dev.straykey.notifier;

import org.jspecify.annotations.NullMarked;
