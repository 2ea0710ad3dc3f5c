package dev.straykey.decode;

/**
 * A way in which something is written.
 *
 * @param name as a match's {@code decoded} has it; several may share one
 * @param number from 0 to {@link Decoders#COUNT}, exclusive
 */
public record Encoding(String name, int number) {}
