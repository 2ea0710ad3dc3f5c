package dev.straykey.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the part of RE2's syntax that one automaton over bytes can run: literals, classes, groups,
 * choices and greedy repetition of ASCII. Everything else ({@code ^}, {@code \b}, lazy repetition
 * …) is {@link Unsupported}, which is no error: RE2J runs such a pattern.
 */
final class PatternParser {
  private static final ByteSet DIGIT = ByteSet.range('0', '9');
  private static final ByteSet WORD =
      DIGIT.or(ByteSet.range('a', 'z')).or(ByteSet.range('A', 'Z')).or(ByteSet.of('_'));
  private static final ByteSet SPACE = ByteSet.of(" \t\n\r\f");
  private static final int MAX_DEPTH = 50;
  private static final int MAX_COUNT = 1000;

  private final String text;
  private int at;
  private int depth;
  private boolean lazy;

  /** The pattern uses what this parser leaves to RE2J. */
  static final class Unsupported extends Exception {
    private static final long serialVersionUID = 1L;

    Unsupported(String what) {
      super(what, null, false, false);
    }
  }

  /**
   * @param lazy whether the pattern asks for a shortest match somewhere
   */
  record Parsed(PatternNode root, boolean lazy) {}

  private PatternParser(String text) {
    this.text = text;
  }

  static Parsed parse(String pattern) throws Unsupported {
    var parser = new PatternParser(pattern);
    PatternNode root = parser.choice(false);
    if (parser.at < pattern.length()) {
      throw new Unsupported("unbalanced )");
    }
    return new Parsed(root, parser.lazy);
  }

  private PatternNode choice(boolean fold) throws Unsupported {
    if (++depth > MAX_DEPTH) {
      throw new Unsupported("too deep");
    }
    var options = new ArrayList<PatternNode>();
    var parts = new ArrayList<PatternNode>();
    boolean folding = fold;
    while (at < text.length() && text.charAt(at) != ')') {
      if (text.charAt(at) == '|') {
        at++;
        options.add(sequence(parts));
        parts.clear();
      } else if (text.startsWith("(?i)", at)) {
        at += 4;
        folding = true;
      } else if (text.startsWith("(?-i)", at)) {
        at += 5;
        folding = false;
      } else {
        parts.add(repeated(atom(folding)));
      }
    }
    options.add(sequence(parts));
    depth--;
    return options.size() == 1 ? options.get(0) : new PatternNode.Choice(options);
  }

  private static PatternNode sequence(List<PatternNode> parts) {
    return parts.size() == 1 ? parts.get(0) : new PatternNode.Sequence(parts);
  }

  private PatternNode atom(boolean fold) throws Unsupported {
    char c = next();
    switch (c) {
      case '(':
        return group(fold);
      case '[':
        return new PatternNode.Chars(bracket(fold));
      case '.':
        return new PatternNode.Chars(ByteSet.of('\n').not());
      case '\\':
        return chars(escape(), fold);
      case '^', '$', '*', '+', '?':
        throw new Unsupported("anchor or stray repetition");
      default:
        return chars(ByteSet.of(ascii(c)), fold);
    }
  }

  private static PatternNode chars(ByteSet set, boolean fold) {
    return new PatternNode.Chars(fold ? set.bothCases() : set);
  }

  private PatternNode group(boolean fold) throws Unsupported {
    String name = "";
    boolean inner = fold;
    if (text.startsWith("?:", at)) {
      at += 2;
    } else if (text.startsWith("?i:", at)) {
      at += 3;
      inner = true;
    } else if (text.startsWith("?-i:", at)) {
      at += 4;
      inner = false;
    } else if (text.startsWith("?P<", at) || text.startsWith("?<", at)) {
      int open = text.indexOf('<', at) + 1;
      int close = text.indexOf('>', open);
      if (close < 0) {
        throw new Unsupported("group name");
      }
      name = text.substring(open, close);
      at = close + 1;
    } else if (text.startsWith("?", at)) {
      throw new Unsupported("group flags");
    }
    PatternNode body = choice(inner);
    if (at >= text.length()) {
      throw new Unsupported("unbalanced (");
    }
    at++;
    return name.isEmpty() ? body : new PatternNode.Named(name, body);
  }

  private PatternNode repeated(PatternNode body) throws Unsupported {
    if (at >= text.length()) {
      return body;
    }
    int min;
    int max;
    char c = text.charAt(at);
    if (c == '?' || c == '*' || c == '+') {
      at++;
      min = c == '+' ? 1 : 0;
      max = c == '?' ? 1 : -1;
    } else if (c == '{' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1))) {
      int close = text.indexOf('}', at);
      if (close < 0) {
        return body;
      }
      String[] counts = text.substring(at + 1, close).split(",", -1);
      min = count(counts[0]);
      max = counts.length == 1 ? min : counts[1].isEmpty() ? -1 : count(counts[1]);
      if (counts.length > 2 || (max >= 0 && max < min)) {
        throw new Unsupported("repetition");
      }
      at = close + 1;
    } else {
      return body;
    }
    if (at < text.length() && text.charAt(at) == '?') {
      at++;
      lazy = true;
    }
    if (at < text.length() && "*+?".indexOf(text.charAt(at)) >= 0) {
      throw new Unsupported("repeated repetition");
    }
    return new PatternNode.Repeat(body, min, max);
  }

  private static int count(String digits) throws Unsupported {
    if (!digits.matches("[0-9]{1,4}") || Integer.parseInt(digits) > MAX_COUNT) {
      throw new Unsupported("repetition count");
    }
    return Integer.parseInt(digits);
  }

  private ByteSet bracket(boolean fold) throws Unsupported {
    boolean negated = at < text.length() && text.charAt(at) == '^';
    if (negated) {
      at++;
    }
    ByteSet set = ByteSet.NONE;
    boolean first = true;
    while (true) {
      char c = next();
      if (c == ']' && !first) {
        break;
      }
      if (c == '[' && at < text.length() && text.charAt(at) == ':') {
        throw new Unsupported("POSIX class");
      }
      ByteSet low = c == '\\' ? escape() : ByteSet.of(ascii(c));
      if (low.size() == 1
          && at + 1 < text.length()
          && text.charAt(at) == '-'
          && text.charAt(at + 1) != ']') {
        at++;
        char end = next();
        ByteSet high = end == '\\' ? escape() : ByteSet.of(ascii(end));
        if (high.size() != 1 || high.first() < low.first()) {
          throw new Unsupported("range");
        }
        low = ByteSet.range(low.first(), high.first());
      }
      set = set.or(low);
      first = false;
    }
    set = fold ? set.bothCases() : set;
    return negated ? set.not() : set;
  }

  private ByteSet escape() throws Unsupported {
    char c = next();
    switch (c) {
      case 'd':
        return DIGIT;
      case 'D':
        return DIGIT.not();
      case 'w':
        return WORD;
      case 'W':
        return WORD.not();
      case 's':
        return SPACE;
      case 'S':
        return SPACE.not();
      case 'n':
        return ByteSet.of('\n');
      case 'r':
        return ByteSet.of('\r');
      case 't':
        return ByteSet.of('\t');
      case 'f':
        return ByteSet.of('\f');
      case 'x':
        if (at + 2 <= text.length() && text.substring(at, at + 2).matches("[0-7][0-9a-fA-F]")) {
          at += 2;
          return ByteSet.of(Integer.parseInt(text.substring(at - 2, at), 16));
        }
        throw new Unsupported("hex escape");
      default:
        if (Character.isLetterOrDigit(c)) {
          throw new Unsupported("escape");
        }
        return ByteSet.of(ascii(c));
    }
  }

  private char next() throws Unsupported {
    if (at >= text.length()) {
      throw new Unsupported("unfinished pattern");
    }
    return text.charAt(at++);
  }

  private static int ascii(char c) throws Unsupported {
    if (c > 127) {
      throw new Unsupported("character outside ASCII");
    }
    return c;
  }
}
