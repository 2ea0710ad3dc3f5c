package dev.straykey.decode;

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
  private static final int LONGEST_TAG = 300;
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
  boolean worth(byte[] text, int last, int to) {
    int open = last;
    while (text[open] != '<') {
      open--; // every mark has one
    }
    return isLabelled(text, open) || cutsToken(text, open, to);
  }

  /** A label is near enough to be that of what follows. */
  static boolean isLabelled(byte[] text, int at) {
    int from = at;
    while (from > Math.max(0, at - LABEL_REACH) && text[from - 1] != '\n') {
      from--;
    }
    String before =
        new String(text, from, at - from, java.nio.charset.StandardCharsets.ISO_8859_1)
            .toLowerCase(Locale.ROOT);
    return LABELS.stream().anyMatch(before::contains);
  }

  /** Letters of a token stand right before the tag, and right behind those that follow it. */
  private static boolean cutsToken(byte[] text, int open, int to) {
    int end = open;
    int next = tag(text, end, to);
    while (next > 0 && end < to) {
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
    return new String(text, at + 1, end - at - 1, java.nio.charset.StandardCharsets.ISO_8859_1)
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
