package dev.straykey.source;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person typed into a message or a ticket, without what chat programs and pages make of it:
 * invisible characters, blanks that do not break, curled quotes; and with what stands beside a
 * value on the page in its line: a label in the line above, the head of a column.
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

  private static final Pattern NAMES_SECRET = Pattern.compile("(?i).*\\b" + SECRETS + "\\W*");
  private static final Pattern RULED = Pattern.compile("[\\s|:-]+");
  private static final int MOST_CELLS = 64;

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
    return plain.indexOf('|') < 0 ? plain : plain + columns(plain);
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

  /** Returns each cell below the head of a secret, behind that head, a line each. */
  private static String columns(String text) {
    var out = new StringBuilder();
    List<String> heads = List.of();
    for (String line : text.split("\n", -1)) {
      List<String> cells = line.indexOf('|') < 0 ? List.of() : cells(line);
      if (cells.size() < 2) {
        heads = List.of();
      } else if (heads.isEmpty()) {
        heads =
            cells.stream().anyMatch(cell -> NAMES_SECRET.matcher(cell).matches()) ? cells : heads;
      } else if (!RULED.matcher(line).matches()) {
        for (int i = 0; i < cells.size() && i < heads.size(); i++) {
          String cell = cells.get(i);
          if (!cell.isEmpty() && NAMES_SECRET.matcher(heads.get(i)).matches()) {
            out.append('\n').append(heads.get(i)).append(": ").append(cell);
          }
        }
      }
    }
    return out.toString();
  }

  /** The cells of {@code | a | b |}, of {@code ||a||b||}, and of {@code a | b}. */
  private static List<String> cells(String line) {
    var cells = new ArrayList<String>();
    String inner = line.strip().replace("||", "|");
    if (inner.startsWith("|")) {
      inner = inner.substring(1);
    }
    if (inner.endsWith("|")) {
      inner = inner.substring(0, inner.length() - 1);
    }
    for (String cell : inner.split("\\|", MOST_CELLS)) {
      cells.add(cell.strip().replaceAll("^[*_`]{1,3}|[*_`]{1,3}$", ""));
    }
    return cells;
  }
}
