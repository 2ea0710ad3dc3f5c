package dev.straykey.scan;

import dev.straykey.decode.Window;
import dev.straykey.model.Suppression;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The part of a document that is in memory, and where it stands in the whole. */
final class Region implements Window {
  private static final int HASHED_AROUND = 1024;
  private static final int MARKER_AROUND = 4096;

  private byte[] text;
  private int to;
  private long base;
  private int linesBefore;
  private int columnsBefore;
  private final LineIndex lines = new LineIndex();
  private final boolean isPlace;
  private boolean endsText = true;

  private @Nullable MessageDigest sha;

  /** The first {@code length} bytes of {@code text}, which is a whole document. */
  Region(byte[] text, int length) {
    this(text, length, true);
  }

  private Region(byte[] text, int length, boolean isPlace) {
    this.text = text;
    this.to = length;
    this.isPlace = isPlace;
  }

  /** A text that stands nowhere by itself: its places are those of what hides it. */
  static Region hidden(byte[] text, int length) {
    return new Region(text, length, false);
  }

  @Override
  public byte[] text() {
    return text;
  }

  @Override
  public int to() {
    return to;
  }

  @Override
  public boolean endsText() {
    return endsText;
  }

  @Override
  public long base() {
    return base;
  }

  /**
   * Takes more of the text.
   *
   * @param last whether that is all
   */
  void fill(byte[] array, int length, boolean last) {
    text = array;
    to = length;
    endsText = last;
  }

  /** Forgets the first {@code count} bytes; what follows moves to the front. */
  void drop(int count) {
    for (int i = 0; i < count; i++) {
      if (text[i] == '\n') {
        linesBefore++;
        columnsBefore = 0;
      } else if ((text[i] & 0xc0) != 0x80) {
        columnsBefore++;
      }
    }
    System.arraycopy(text, count, text, 0, to - count);
    to -= count;
    base += count;
    lines.clear();
  }

  /** Returns the line of {@code at}, from 1. */
  int line(int at) {
    return linesBefore + lines.linesBefore(text, at) + 1;
  }

  /** Returns the column of {@code at}, in Unicode characters from 1. */
  int column(int at) {
    int columns = lines.columnsBefore(text, at) + 1;
    return lines.linesBefore(text, at) == 0 ? columns + columnsBefore : columns;
  }

  /** Describes the place of a key from {@code start} to {@code end} (exclusive). */
  Hit.Place place(int start, int end) {
    if (!isPlace) {
      return Hit.Place.NOWHERE;
    }
    return new Hit.Place(
        line(start),
        column(start),
        line(end - 1),
        column(end - 1) + 1,
        lineHash(start, end),
        inline(start, end));
  }

  private int lineStart(int at, int around) {
    int least = Math.max(0, at - around);
    int i = at;
    while (i > least && text[i - 1] != '\n') {
      i--;
    }
    return i;
  }

  private int lineEnd(int at, int around) {
    int most = Math.min(to, at + around);
    int i = at;
    while (i < most && text[i] != '\n' && text[i] != '\r') {
      i++;
    }
    return i;
  }

  /** Returns a hash of the line that stays when the key is exchanged. */
  private String lineHash(int start, int end) {
    int first = lineStart(start, HASHED_AROUND);
    MessageDigest sha = sha();
    sha.update(text, first, start - first);
    sha.update((byte) 0);
    sha.update(text, end, lineEnd(end, HASHED_AROUND) - end);
    return HexFormat.of().formatHex(sha.digest(), 0, 8) + ":1";
  }

  private MessageDigest sha() {
    MessageDigest made = sha;
    if (made == null) {
      try {
        made = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java runtime has SHA-256", e);
      }
      sha = made;
    }
    return made;
  }

  /** Returns what a comment on the first or last line of the key, or above it, says. */
  private @Nullable Suppression inline(int start, int end) {
    int line = lineStart(start, MARKER_AROUND);
    Suppression said = InlineMarks.onLine(string(line, start));
    if (said == null || !said.honoured()) {
      Suppression behind = InlineMarks.onLine(string(end, lineEnd(end, MARKER_AROUND)));
      said = behind == null ? said : behind;
    }
    if (said == null && line > 1 && text[line - 1] == '\n') {
      said = InlineMarks.onLineBefore(string(lineStart(line - 1, MARKER_AROUND), line - 1));
    }
    return said;
  }

  private String string(int from, int until) {
    return new String(text, from, until - from, StandardCharsets.UTF_8);
  }
}
