/**
 * The directory: who works here, who left, who manages whom. {@link dev.straykey.people.Directory}
 * reads it from CSV or SCIM 2.0 JSON.
 */
@NullMarked
package dev.straykey.people;

import org.jspecify.annotations.NullMarked;
