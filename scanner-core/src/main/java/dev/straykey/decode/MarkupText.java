package dev.straykey.decode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Pages of HTML, and of what is like it, as a reader sees them, where a label's tag ends between it
 * and its value, or a tag cuts a key: {@code <b>Password:</b> …}, {@code
 * <td>Password</td><td>…</td>}, and what highlighters make of a token.
 */
final class MarkupText extends EscapedText {
  private static final int LABEL_REACH = 48;
  private static final int LONGEST_TAG = 120;

  /** Most bytes of tags between two parts of a token. */
  private static final int MOST_BETWEEN = 160;

  /** What stands behind so many bytes of tags is far from its label. */
  private static final int NEAR = 100;

  private static final List<String> LABELS =
      List.of("pass", "pwd", "pw:", "kennwort", "token", "secret", "key");

  /** What begins a line of its own. */
  private static final Set<String> LINES =
      Set.of("br", "li", "div", "tr", "dd", "dt", "h1", "h2", "h3", "h4", "pre", "table");

  MarkupText() {
    super('<');
  }

  @Override
  public String name() {
    return "markup";
  }

  @Override
  public List<String> marks() {
    return List.of(":</", "</td>", "</th>", "<code", "<tt>", "</span>", "<wbr");
  }

  @Override
  boolean bringsNearer() {
    return true;
  }

  @Override
  public boolean looksFar(byte[] text, int last, int to) {
    int open = open(text, last);
    if (!isLabelled(text, open)) {
      return false;
    }
    int end = open;
    int next = 1;
    while (next > 0 && end < to && end - open <= NEAR) {
      next = text[end] == ' ' || text[end] == '\n' ? 1 : tag(text, end, to);
      end += next;
    }
    return end - open > NEAR;
  }

  @Override
  boolean worth(byte[] text, int last, int to) {
    int open = open(text, last);
    return isLabelled(text, open) || cutsToken(text, open, to);
  }

  private static int open(byte[] text, int last) {
    int open = last;
    while (text[open] != '<') {
      open--; // every mark has one
    }
    return open;
  }

  /** A label is near enough to be that of what follows. */
  static boolean isLabelled(byte[] text, int at) {
    for (int i = at - 1; i >= Math.max(0, at - LABEL_REACH) && text[i] != '\n'; i--) {
      if (isLabel(text, i, at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLabel(byte[] text, int from, int to) {
    int first = text[from] | 0x20;
    if (first != 'p' && first != 'k' && first != 't' && first != 's') {
      return false;
    }
    for (String label : LABELS) {
      int n = 0;
      while (n < label.length()
          && from + n < to
          && (text[from + n] | 0x20) == (label.charAt(n) | 0x20)) {
        n++;
      }
      if (n == label.length()) {
        return true;
      }
    }
    return false;
  }

  /** Letters of a token stand right before the tag, and right behind those that follow it. */
  private static boolean cutsToken(byte[] text, int open, int to) {
    int end = open;
    int next = tag(text, end, to);
    while (next > 0 && end < to && end - open < MOST_BETWEEN) {
      end += next;
      next = end < to ? tag(text, end, to) : 0;
    }
    return open > 0
        && end > open
        && end < to
        && Bytes.is(text[open - 1], Bytes.TOKEN)
        && Bytes.is(text[end], Bytes.TOKEN);
  }

  @Override
  int escape(byte[] text, int at, int to, Decoded into) {
    int length = tag(text, at, to);
    if (length == 0) {
      return 0;
    }
    String name = tagName(text, at);
    if (name.equals("td") || name.equals("th")) {
      // What stands in the cell before is what this one is called, if anything is.
      boolean named = Bytes.is(last(into), Bytes.NAME);
      if (last(into) != ':') {
        into.add(named ? ':' : '|', at, at + length);
      }
      into.add(' ', at, at + length);
    } else if (name.equals("p") || name.equals("/p")) {
      // A cell's paragraph is the cell.
      boolean begins = last(into) == '|';
      boolean ends = at + length + 4 < to && isCellEnd(text, at + length);
      if (!begins && !ends) {
        into.add('\n', at, at + length);
      }
    } else if (name.equals("/td") || name.equals("/th")) {
      into.add(' ', at, at + length);
    } else if (LINES.contains(name.charAt(0) == '/' ? name.substring(1) : name)) {
      into.add('\n', at, at + length);
    }
    return length;
  }

  private static boolean isCellEnd(byte[] text, int at) {
    return text[at] == '<' && text[at + 1] == '/' && (text[at + 2] | 32) == 't';
  }

  /** Returns the last byte that is no blank; a blank where there is none. */
  private static byte last(Decoded into) {
    int i = into.size() - 1;
    while (i >= 0 && into.text()[i] == ' ') {
      i--;
    }
    return i < 0 ? (byte) ' ' : into.text()[i];
  }

  private static String tagName(byte[] text, int at) {
    int end = at + 1;
    while (text[end] == '/' || Bytes.is(text[end], Bytes.NAME)) {
      end++;
    }
    return new String(text, at + 1, end - at - 1, StandardCharsets.ISO_8859_1)
        .toLowerCase(Locale.ROOT);
  }

  /** Returns the length of the tag that begins at {@code at}; 0 when none does. */
  private static int tag(byte[] text, int at, int to) {
    int i = at + 1;
    if (text[at] != '<' || i >= to) {
      return 0;
    }
    if (text[i] == '/') {
      i++;
    }
    if (i >= to || (text[i] | 32) < 'a' || (text[i] | 32) > 'z') {
      return 0;
    }
    int most = Math.min(to, at + LONGEST_TAG);
    while (i < most && text[i] != '>' && text[i] != '<') {
      i++;
    }
    return i < most && text[i] == '>' ? i + 1 - at : 0;
  }
}
