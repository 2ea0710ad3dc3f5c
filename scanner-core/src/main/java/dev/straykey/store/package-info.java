/**
 * The database: SQLite by default, PostgreSQL by JDBC URL, the same SQL. Opens it, migrates it, and
 * hands out {@code Jdbi}; each room keeps its own statements.
 */
@NullMarked
package dev.straykey.store;

import org.jspecify.annotations.NullMarked;
