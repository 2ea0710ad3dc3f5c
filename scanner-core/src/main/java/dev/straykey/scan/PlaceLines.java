package dev.straykey.scan;

import dev.straykey.decode.Bytes;
import dev.straykey.rule.Boundary;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The line of a value and those above it, cut so that they can be looked at. Filled again for every
 * value; looks at a bounded number of bytes.
 */
final class PlaceLines {
  static final int BEFORE = 640;
  static final int LINES = 12;

  /** A longer name of what a value stands in is cut. */
  static final int LONGEST_OWNER = 80;

  /** Where each line above begins and ends without the space around it, the nearest first. */
  final int[] from = new int[LINES];

  final int[] until = new int[LINES];

  /** How much space each begins with, in bytes. */
  final int[] indents = new int[LINES];

  byte[] text = new byte[0];
  int to;

  /** Where the value begins. */
  int start;

  int lineStart;

  /** The word right before the value. */
  int wordStart;

  int wordEnd;

  /** How many lines above were read. */
  int above;

  /** Begins with the value at {@code at}: finds its line and the word before it. */
  void at(byte[] bytes, int at, int limit) {
    text = bytes;
    to = limit;
    start = at;
    above = 0;
    int least = Math.max(0, start - BEFORE);
    lineStart = start;
    while (lineStart > least && text[lineStart - 1] != '\n') {
      lineStart--;
    }
    wordEnd = start;
    while (wordEnd > lineStart
        && wordEnd > start - 4
        && (text[wordEnd - 1] == ' ' || isQuote(text[wordEnd - 1]))) {
      wordEnd--;
    }
    wordStart = wordEnd;
    int first = Math.max(lineStart, wordEnd - LONGEST_OWNER);
    while (wordEnd < start && wordStart > first && Bytes.is(text[wordStart - 1], Bytes.NAME)) {
      wordStart--;
    }
  }

  /** Notes where the lines above begin and end. */
  void readAbove() {
    int least = Math.max(0, start - BEFORE);
    above = 0;
    int end = lineStart - 1;
    while (above < LINES && end > least) {
      int begin = end;
      while (begin > least && text[begin - 1] != '\n') {
        begin--;
      }
      int first = begin;
      while (first < end && isSpace(text[first])) {
        first++;
      }
      int last = end;
      while (last > first && isSpace(text[last - 1])) {
        last--;
      }
      if (first < last) {
        from[above] = first;
        until[above] = last;
        indents[above++] = first - begin;
      }
      end = begin - 1;
    }
  }

  boolean isComment(int line) {
    byte first = text[from[line]];
    return first == '#'
        || first == '*'
        || first == ';'
        || (until[line] - from[line] > 2
            && ((first == text[from[line] + 1] && isCommentSign(first))
                || (first == '<' && text[from[line] + 1] == '!')));
  }

  static boolean isCommentSign(byte b) {
    return b == '/' || b == '-' || b == ';';
  }

  /** Returns the text in lower case. */
  String text(int first, int end) {
    return new String(text, first, end - first, StandardCharsets.ISO_8859_1)
        .toLowerCase(Locale.ROOT);
  }

  /** Returns a name in lower case, without what separates its words. */
  String joined(int first, int end) {
    var name = new StringBuilder(end - first);
    for (int i = first; i < end; i++) {
      if (Boundary.isWord(text[i])) {
        name.append((char) (text[i] > '9' ? text[i] | 32 : text[i]));
      }
    }
    return name.toString();
  }

  static boolean isQuote(byte b) {
    return b == '"' || b == '\'' || b == '`' || b == '\\';
  }

  static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }
}
