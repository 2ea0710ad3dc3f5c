package dev.straykey.tracker;

import dev.straykey.model.Brief;
import java.util.regex.Pattern;

/** Texts as Jira takes them. */
final class JiraText {
  /** Jira takes 32,767 characters; the structure around each line may count too. */
  private static final int LONGEST_TEXT = 12_000;

  private static final int LONGEST_LINE = 2_000;
  private static final int LONGEST_SUMMARY = 255;

  /** An address that wiki markup shows as it is; escapes would break it. */
  private static final Pattern PLAIN_ADDRESS =
      Pattern.compile("https?://[A-Za-z0-9._~:/?#&=%+-]{1,1000}");

  private JiraText() {}

  /** Returns the text in lines, and no more of it than Jira takes. */
  static Brief bounded(Brief brief) {
    return brief.atMost(LONGEST_TEXT, LONGEST_LINE);
  }

  /** Returns the text in lines, for who bounds it after escaping. */
  static Brief plain(Brief brief) {
    return brief.atMost(1_000_000_000, LONGEST_LINE);
  }

  /** Returns the title in one line of at most 255 characters. */
  static String summary(Brief brief) {
    String title = brief.atMost(0, LONGEST_SUMMARY).title();
    return title.isEmpty() ? "Leaked key" : title;
  }

  /**
   * Returns {@code line} as wiki markup that shows it as it is.
   *
   * <p>Source: Jira's text formatting notation: a backslash takes a character's meaning. Two of
   * them are a line break, so a backslash itself goes as a character reference.
   */
  static String escaped(String line) {
    var escaped = new StringBuilder(line.length() + 16);
    int from = 0;
    while (from < line.length()) {
      int space = line.indexOf(' ', from);
      int to = space < 0 ? line.length() : space;
      String word = line.substring(from, to);
      escaped.append(PLAIN_ADDRESS.matcher(word).matches() ? word : escapedWord(word));
      if (space >= 0) {
        escaped.append(' ');
      }
      from = to + 1;
    }
    return escaped.toString();
  }

  private static String escapedWord(String word) {
    var escaped = new StringBuilder(word.length() + 8);
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '\\') {
        escaped.append("&#92;");
      } else if (c == '&') {
        escaped.append("&amp;");
      } else {
        if ("{}[]*_?-+^~!|#@".indexOf(c) >= 0) {
          escaped.append('\\');
        }
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
