/** The directory: who works here, who left, who manages whom. */
@NullMarked
package dev.straykey.people;

import org.jspecify.annotations.NullMarked;
