package dev.straykey.decode;

import java.util.List;

/** YAML's literal and folded blocks, in which a key is wrapped over lines. */
final class YamlBlock extends JoinedText {
  private int indent;

  @Override
  public String name() {
    return "yaml-block";
  }

  @Override
  public List<String> marks() {
    return List.of(": |", ": >", "- |", "- >");
  }

  /** Returns the end of the block's first line, where that is one word. */
  @Override
  int seam(byte[] text, int last, int to) {
    int i = last + 1;
    while (i < to && (text[i] == '-' || text[i] == '+' || (text[i] >= '0' && text[i] <= '9'))) {
      i++;
    }
    int end = blanksEnd(text, i, to);
    if (end >= to || text[end] != '\n') {
      return -1;
    }
    int first = firstLetter(text, end + 1, to);
    indent = first - end - 1;
    return indent == 0 ? -1 : next(text, first, Math.min(to, first + 1024));
  }

  @Override
  int goesOn(byte[] text, int seam, int to) {
    int end = blanksEnd(text, seam, to);
    if (end >= to || text[end] != '\n') {
      return -1;
    }
    int first = firstLetter(text, end + 1, to);
    return first - end - 1 == indent && next(text, first, Math.min(to, first + 1024)) > first
        ? first
        : -1;
  }

  /** Returns where the word from {@code start} ends, when nothing else stands in its line. */
  @Override
  int next(byte[] text, int start, int to) {
    int end = Bytes.runEnd(text, start, to, Bytes.TOKEN);
    int i = blanksEnd(text, end, to);
    return end > start && (i >= to || text[i] == '\n') ? end : -1;
  }

  private static int blanksEnd(byte[] text, int start, int to) {
    int i = start;
    while (i < to && (text[i] == ' ' || text[i] == '\r')) {
      i++;
    }
    return i;
  }

  /** Returns where the text of the line that begins at {@code start} begins. */
  private static int firstLetter(byte[] text, int start, int to) {
    int i = start;
    while (i < to && text[i] == ' ') {
      i++;
    }
    return i;
  }
}
