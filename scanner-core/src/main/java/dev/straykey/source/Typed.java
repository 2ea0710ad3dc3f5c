package dev.straykey.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person typed into a message or a ticket, without what chat programs and pages make of it:
 * invisible characters, blanks that do not break, curled quotes; and with what stands beside a
 * value on the page in its line: a label in the line above. Tables are read where all texts are.
 *
 * <p>A view beside the text as it is: it can show a key that the other lost, and has no places of
 * its own.
 */
final class Typed {
  /** Beyond this a text is no message, and is read as it is. */
  private static final int LONGEST = 1 << 20;

  private static final String SECRETS =
      "(?:pass ?(?:word|phrase|code|wd)?|pwd?|passwort|kennwort|token|secret|"
          + "(?:api|access|secret|private|auth)[ _-]?(?:key|token)|client[ _-]?secret)";

  /** {@code Password:} or {@code *Password*} alone in a line, and a value alone in the next. */
  private static final Pattern ABOVE =
      Pattern.compile(
          "(?im)^([ \\t>*_`-]{0,8}[\\w. /-]{0,30}?\\b"
              + SECRETS
              + ")[*_`]{0,3}[ \\t]?[:=]?[ \\t*_`]{0,4}\\n{1,2}[ \\t>]{0,4}([^\\s|]{6,200})[ \\t]*$");

  /** {@code password -> …}, {@code pw – …}. */
  private static final Pattern ARROW =
      Pattern.compile(
          "(?i)\\b("
              + SECRETS
              + ")[*_`]{0,3} {0,2}(?:->|=>|\\u2192|\\u21d2|[-\\u2013\\u2014](?= )) {0,2}(?=\\S{0,64}\\d)");

  private Typed() {}

  /** Returns the text as it was typed; the same one when nothing is to be changed. */
  static String of(String text) {
    if (text.length() > LONGEST) {
      return text;
    }
    String plain = characters(text);
    plain = besideLabels(plain, ABOVE);
    if (ARROW.matcher(plain).find()) {
      plain = ARROW.matcher(plain).replaceAll("$1: ");
    }
    return plain;
  }

  /** A value has a digit; a sentence that begins a paragraph seldom does. */
  private static String besideLabels(String text, Pattern labels) {
    Matcher matcher = labels.matcher(text);
    if (!matcher.find()) {
      return text;
    }
    return matcher.replaceAll(
        found ->
            Matcher.quoteReplacement(
                found.group(2).chars().anyMatch(Character::isDigit)
                    ? found.group(1) + ": " + found.group(2)
                    : found.group()));
  }

  private static String characters(String text) {
    int i = 0;
    while (i < text.length() && plain(text.charAt(i)) == text.charAt(i)) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    var out = new StringBuilder(text.length()).append(text, 0, i);
    for (; i < text.length(); i++) {
      int c = plain(text.charAt(i));
      if (c >= 0) {
        out.append((char) c);
      }
    }
    return out.toString();
  }

  /** Returns what was typed for a character; -1 for one that nobody sees. */
  private static int plain(char c) {
    if (c < '\u00a0') {
      return c;
    }
    if ((c >= '\u200b' && c <= '\u200f')
        || (c >= '\u202a' && c <= '\u202e')
        || (c >= '\u2060' && c <= '\u2069')
        || c == '\u00ad'
        || c == '\ufeff') {
      return -1;
    }
    if (c == '\u00a0' || (c >= '\u2000' && c <= '\u200a') || c == '\u202f' || c == '\u3000') {
      return ' ';
    }
    if (c >= '\u2018' && c <= '\u201b') {
      return '\'';
    }
    if (c >= '\u201c' && c <= '\u201f') {
      return '"';
    }
    return c == '\uff1a' ? ':' : c;
  }
}
