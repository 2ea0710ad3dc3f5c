package dev.straykey.decode;

/** The part of a text that is in memory. */
public interface Window {
  /** Returns the bytes, of which those from 0 to {@link #to} count; not to be changed. */
  byte[] text();

  /** Returns where the bytes end. */
  int to();

  /** Returns whether the text ends there, too. */
  boolean endsText();

  /** Returns the place in the text of the first byte. */
  long base();
}
