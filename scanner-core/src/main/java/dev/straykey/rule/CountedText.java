package dev.straykey.rule;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A part of a text as RE2J takes it, each byte as a character, so that places stay those of the
 * text. Counts how often one of them is looked at: RE2J itself says nothing of what it took.
 */
public final class CountedText implements CharSequence {
  private final byte[] text;
  private final int start;
  private final int length;
  private long looked;

  /** What stands in {@code text} from {@code start} to {@code end}. */
  public CountedText(byte[] text, int start, int end) {
    Objects.checkFromToIndex(start, end, text.length);
    this.text = text;
    this.start = start;
    this.length = end - start;
  }

  /** Returns how many characters were looked at. */
  public long looked() {
    return looked;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public char charAt(int index) {
    looked++;
    return (char) (text[start + index] & 0xff);
  }

  @Override
  public String subSequence(int from, int to) {
    return new String(text, start + from, to - from, StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    return subSequence(0, length);
  }
}
