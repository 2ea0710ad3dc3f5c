package dev.straykey.unpack;

import java.util.Arrays;

/** The strings in brackets of one stream; those that one command shows are one line. */
final class PdfStrings {
  private final byte[] in;
  private final int to;
  private byte[] line = new byte[256];
  private int length;

  PdfStrings(byte[] content, int to) {
    this.in = content;
    this.to = to;
  }

  void lines(TextLines lines) {
    int i = 0;
    while (i < to) {
      byte b = in[i];
      if (b == '(') {
        i = string(i + 1);
      } else if (b == 'T' && i + 1 < to && (in[i + 1] == 'j' || in[i + 1] == 'J')) {
        end(lines);
        i += 2;
      } else if (b == '\'' || b == '"' || (b == '>' && length > 0)) {
        end(lines);
        i++;
      } else {
        i++;
      }
    }
    end(lines);
  }

  private void end(TextLines lines) {
    lines.line(line, 0, length);
    length = 0;
  }

  /** Brackets in a string are balanced, or escaped. */
  private int string(int from) {
    int depth = 1;
    int i = from;
    while (i < to) {
      byte b = in[i++];
      if (b == '\\' && i < to) {
        i = escaped(i);
        continue;
      }
      depth += b == '(' ? 1 : b == ')' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
      add(b);
    }
    return i;
  }

  private int escaped(int at) {
    byte b = in[at];
    if (b >= '0' && b <= '7') {
      int value = 0;
      int i = at;
      while (i < to && i < at + 3 && in[i] >= '0' && in[i] <= '7') {
        value = value * 8 + in[i++] - '0';
      }
      add((byte) value);
      return i;
    }
    if (b == 'n' || b == 'r') {
      add((byte) '\n');
    } else if (b == '(' || b == ')' || b == '\\') {
      add(b);
    }
    return at + 1;
  }

  private void add(byte b) {
    if (b == 0) {
      return;
    }
    if (length == line.length) {
      line = Arrays.copyOf(line, length * 2);
    }
    line[length++] = b;
  }
}
