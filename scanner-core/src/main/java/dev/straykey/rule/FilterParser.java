package dev.straykey.rule;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads filter expressions: {@code ||}, {@code &&}, {@code !}, comparisons, {@code entropy}, {@code
 * len}, {@code matchesAny}, {@code containsAny}, {@code finding["secret" | "match" | "line"]},
 * {@code attributes["path"]}. Errors say which word is none of these.
 */
final class FilterParser {
  private static final int DEEPEST = 100;

  private final String text;
  private int at;
  private int depth;

  FilterParser(String text) {
    this.text = text;
  }

  int position() {
    return at;
  }

  /** Reads one of several alternatives. */
  FilterExpression.Node alternative() {
    FilterExpression.Node left = not();
    while (take("&&")) {
      FilterExpression.Node first = left;
      FilterExpression.Node second = not();
      left = found -> truth(first, found) && truth(second, found);
    }
    return left;
  }

  boolean or() {
    return take("||");
  }

  void end() {
    blanks();
    if (at < text.length()) {
      throw unknown();
    }
  }

  /** Passes over an alternative that cannot be read; returns false when its end is not clear. */
  boolean skipAlternative(int start) {
    at = start;
    int open = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"' || c == '`' || c == '\'') {
        int end = closing(c);
        if (end < 0) {
          return false;
        }
        at = end;
      } else if (c == '(' || c == '[' || c == '{') {
        open++;
      } else if (c == ')' || c == ']' || c == '}') {
        open--;
      } else if (c == ';' || c == '?' || (c == '\n' && text.startsWith("let ", at + 1))) {
        // A statement or a choice: what stands behind hangs on what was not read.
        return false;
      } else if (open == 0 && text.startsWith("||", at)) {
        return !text.substring(start, at).contains("let ");
      }
      at++;
    }
    return open == 0 && !text.substring(start).contains("let ");
  }

  private static boolean truth(FilterExpression.Node node, ForeignRule.Found found) {
    return Boolean.TRUE.equals(node.of(found));
  }

  private FilterExpression.Node any() {
    if (++depth > DEEPEST) {
      throw new IllegalArgumentException("it is nested too deeply");
    }
    FilterExpression.Node left = alternative();
    while (or()) {
      FilterExpression.Node first = left;
      FilterExpression.Node second = alternative();
      left = found -> truth(first, found) || truth(second, found);
    }
    depth--;
    return left;
  }

  private FilterExpression.Node not() {
    blanks();
    if (at + 1 < text.length() && text.charAt(at) == '!' && text.charAt(at + 1) != '=') {
      at++;
      if (++depth > DEEPEST) {
        throw new IllegalArgumentException("it is nested too deeply");
      }
      FilterExpression.Node inner = not();
      depth--;
      return found -> !truth(inner, found);
    }
    return comparison();
  }

  private FilterExpression.Node comparison() {
    FilterExpression.Node left = value();
    for (String operator : List.of("<=", ">=", "==", "!=", "<", ">")) {
      if (take(operator)) {
        FilterExpression.Node right = value();
        return found -> compares(left.of(found), operator, right.of(found));
      }
    }
    return left;
  }

  private static boolean compares(Object left, String operator, Object right) {
    if (left instanceof Double a && right instanceof Double b) {
      return switch (operator) {
        case "<=" -> a <= b;
        case ">=" -> a >= b;
        case "<" -> a < b;
        case ">" -> a > b;
        case "==" -> a.doubleValue() == b.doubleValue();
        default -> a.doubleValue() != b.doubleValue();
      };
    }
    return operator.equals("==")
        ? left.equals(right)
        : operator.equals("!=") && !left.equals(right);
  }

  private FilterExpression.Node value() {
    blanks();
    if (at >= text.length()) {
      throw new IllegalArgumentException("it ends too early");
    }
    char c = text.charAt(at);
    if (c == '(') {
      at++;
      FilterExpression.Node inner = any();
      if (take("??")) {
        value(); // a default for what is always there
      }
      expect(")");
      return inner;
    }
    if (c == '"' || c == '`' || c == '\'') {
      String literal = string();
      return found -> literal;
    }
    if (Character.isDigit(c)) {
      return number();
    }
    return named(word());
  }

  private FilterExpression.Node number() {
    int start = at;
    while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    try {
      Double number = Double.valueOf(text.substring(start, at));
      return found -> number;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a number is none", e);
    }
  }

  private FilterExpression.Node named(String word) {
    switch (word.startsWith("filter.") ? word.substring(7) : word) {
      case "true" -> {
        return found -> Boolean.TRUE;
      }
      case "false" -> {
        return found -> Boolean.FALSE;
      }
      case "finding", "attributes" -> {
        expect("[");
        String field = string();
        expect("]");
        return field(word, field);
      }
      case "get" -> {
        expect("(");
        String map = word();
        expect(",");
        String field = string();
        if (take(",")) {
          value();
        }
        expect(")");
        return field(map, field);
      }
      case "entropy" -> {
        FilterExpression.Node of = argument();
        return found -> FilterExpression.entropy(String.valueOf(of.of(found)));
      }
      case "len" -> {
        FilterExpression.Node of = argument();
        return found -> (double) String.valueOf(of.of(found)).length();
      }
      case "matchesAny" -> {
        return matchesAny();
      }
      case "containsAny" -> {
        return containsAny();
      }
      default -> throw new IllegalArgumentException("it uses “%s”".formatted(printable(word)));
    }
  }

  private static FilterExpression.Node field(String map, String field) {
    return switch (map + "." + field) {
      case "finding.secret" -> ForeignRule.Found::secret;
      case "finding.match" -> ForeignRule.Found::match;
      case "finding.line" -> ForeignRule.Found::line;
      case "attributes.path" -> ForeignRule.Found::path;
      default ->
          throw new IllegalArgumentException(
              "it uses “%s”".formatted(printable(map + "[" + field + "]")));
    };
  }

  private FilterExpression.Node argument() {
    expect("(");
    FilterExpression.Node of = value();
    expect(")");
    return of;
  }

  private FilterExpression.Node matchesAny() {
    expect("(");
    FilterExpression.Node of = value();
    expect(",");
    var patterns = new ArrayList<Pattern>();
    for (String each : strings()) {
      patterns.add(GoPattern.compile(each));
    }
    expect(")");
    return found -> {
      String in = String.valueOf(of.of(found));
      return patterns.stream().anyMatch(pattern -> pattern.matcher(in).find());
    };
  }

  private FilterExpression.Node containsAny() {
    expect("(");
    FilterExpression.Node of = value();
    expect(",");
    List<String> words = strings().stream().map(w -> w.toLowerCase(Locale.ROOT)).toList();
    expect(")");
    return found -> {
      String in = String.valueOf(of.of(found)).toLowerCase(Locale.ROOT);
      return words.stream().anyMatch(in::contains);
    };
  }

  private List<String> strings() {
    expect("[");
    var strings = new ArrayList<String>();
    while (!take("]")) {
      strings.add(string());
      if (!take(",")) {
        expect("]");
        break;
      }
    }
    return strings;
  }

  private String string() {
    blanks();
    char quote = at < text.length() ? text.charAt(at) : 0;
    if (quote != '"' && quote != '`' && quote != '\'') {
      throw unknown();
    }
    int end = closing(quote);
    if (end < 0) {
      throw new IllegalArgumentException("a string does not end");
    }
    String raw = text.substring(at + 1, end);
    at = end + 1;
    return quote == '`' ? raw : unescaped(raw);
  }

  private int closing(char quote) {
    for (int i = at + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\' && quote != '`') {
        i++;
      } else if (text.charAt(i) == quote) {
        return i;
      }
    }
    return -1;
  }

  private static String unescaped(String raw) {
    var out = new StringBuilder();
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '\\' && i + 1 < raw.length()) {
        char escaped = raw.charAt(++i);
        out.append(
            switch (escaped) {
              case 'n' -> '\n';
              case 't' -> '\t';
              case 'r' -> '\r';
              default -> escaped;
            });
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private String word() {
    blanks();
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || "_.".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    if (start == at) {
      throw unknown();
    }
    return text.substring(start, at);
  }

  private boolean take(String token) {
    blanks();
    if (!text.startsWith(token, at)) {
      return false;
    }
    at += token.length();
    return true;
  }

  private void expect(String token) {
    if (!take(token)) {
      throw unknown();
    }
  }

  private IllegalArgumentException unknown() {
    return new IllegalArgumentException(
        at >= text.length()
            ? "it ends too early"
            : "it has “%s” where nothing known has"
                .formatted(printable(text.substring(at, Math.min(text.length(), at + 1)))));
  }

  private static String printable(String word) {
    String shown = word.length() > 40 ? word.substring(0, 40) + "…" : word;
    return shown.replaceAll("[^ -~…]", "?");
  }

  private void blanks() {
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else if (text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else {
        return;
      }
    }
  }
}
