package dev.straykey.decode;

import java.util.List;

/**
 * Lines that end with a backslash and go on in the next one, in a shell, in C, in Python; with a
 * circumflex in a batch file of Windows.
 */
final class Continuation extends JoinedText {
  @Override
  public String name() {
    return "continuation";
  }

  @Override
  public List<String> marks() {
    return List.of("\\\n", "\\\r\n", "^\n", "^\r\n");
  }

  @Override
  int seam(byte[] text, int last, int to) {
    return text[last - 1] == '\r' ? last - 2 : last - 1;
  }

  @Override
  int goesOn(byte[] text, int seam, int to) {
    int i = Bytes.nextLine(text, seam + 1, to);
    return i < to ? i : -1;
  }

  @Override
  int next(byte[] text, int start, int to) {
    for (int i = start; i < to && text[i] != '\n'; i++) {
      if ((text[i] == '\\' || text[i] == '^')
          && i + 1 < to
          && (text[i + 1] == '\n' || text[i + 1] == '\r')) {
        return i;
      }
    }
    return -1;
  }
}
