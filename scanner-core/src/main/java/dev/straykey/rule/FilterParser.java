package dev.straykey.rule;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Makes nodes of filter expressions: {@code ||}, {@code &&}, {@code !}, comparisons, {@code
 * entropy}, {@code len}, {@code matchesAny}, {@code containsAny}, {@code finding["secret" | "match"
 * | "line"]}, {@code attributes["path"]}. Errors say which word is none of these.
 */
final class FilterParser {
  private static final int DEEPEST = 100;

  private final FilterText text;
  private int depth;

  FilterParser(FilterText text) {
    this.text = text;
  }

  /** Reads one of several alternatives. */
  FilterExpression.Node alternative() {
    FilterExpression.Node left = not();
    while (text.take("&&")) {
      FilterExpression.Node first = left;
      FilterExpression.Node second = not();
      left = found -> truth(first, found) && truth(second, found);
    }
    return left;
  }

  /** Passes over the sign between alternatives; returns whether it stands here. */
  boolean or() {
    return text.take("||");
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
    if (text.takeNot()) {
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
      if (text.take(operator)) {
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
    if (text.take("(")) {
      FilterExpression.Node inner = any();
      if (text.take("??")) {
        value(); // a default for what is always there
      }
      text.expect(")");
      return inner;
    }
    if (text.atString()) {
      String literal = text.string();
      return found -> literal;
    }
    if (text.atNumber()) {
      Double number = text.number();
      return found -> number;
    }
    return named(text.word());
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
        text.expect("[");
        String field = text.string();
        text.expect("]");
        return field(word, field);
      }
      case "get" -> {
        text.expect("(");
        String map = text.word();
        text.expect(",");
        String field = text.string();
        if (text.take(",")) {
          value();
        }
        text.expect(")");
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
      default ->
          throw new IllegalArgumentException("it uses “%s”".formatted(FilterText.printable(word)));
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
              "it uses “%s”".formatted(FilterText.printable(map + "[" + field + "]")));
    };
  }

  private FilterExpression.Node argument() {
    text.expect("(");
    FilterExpression.Node of = value();
    text.expect(")");
    return of;
  }

  private FilterExpression.Node matchesAny() {
    text.expect("(");
    FilterExpression.Node of = value();
    text.expect(",");
    var patterns = new ArrayList<Pattern>();
    for (String each : text.strings()) {
      patterns.add(GoPattern.compile(each));
    }
    text.expect(")");
    return found -> {
      String in = String.valueOf(of.of(found));
      return patterns.stream().anyMatch(pattern -> pattern.matcher(in).find());
    };
  }

  private FilterExpression.Node containsAny() {
    text.expect("(");
    FilterExpression.Node of = value();
    text.expect(",");
    List<String> words = text.strings().stream().map(w -> w.toLowerCase(Locale.ROOT)).toList();
    text.expect(")");
    return found -> {
      String in = String.valueOf(of.of(found)).toLowerCase(Locale.ROOT);
      return words.stream().anyMatch(in::contains);
    };
  }
}
