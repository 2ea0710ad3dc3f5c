package dev.straykey.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import com.google.re2j.Pattern;
import dev.straykey.model.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A TOML file with rules; knows in which line a rule's field stands, for messages. */
final class TomlFile {
  private static final String SYNTAX = "SK-1560";
  private static final String SHAPE = "SK-1561";
  private static final String PATTERN = "SK-1562";
  private static final int DEEPEST = 64;
  private static final TomlMapper TOML = new TomlMapper();

  private final String origin;
  private final List<String> lines;
  private final List<Integer> ruleLines = new ArrayList<>();
  private final JsonNode root;

  private TomlFile(String text, String origin) {
    this.origin = origin;
    this.lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).strip().replace(" ", "").startsWith("[[rules]]")) {
        ruleLines.add(i + 1);
      }
    }
    refuseDepth(text);
    try {
      this.root = TOML.readTree(text);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new InvalidInputException(
          SYNTAX,
          "%s:%d is not TOML".formatted(origin, at == null ? 1 : Math.max(1, at.getLineNr())),
          "Correct the syntax there");
    } catch (RuntimeException e) {
      throw new InvalidInputException(
          SYNTAX, "%s:1 is not TOML".formatted(origin), "Correct the syntax of the file");
    }
  }

  static TomlFile parse(String text, String origin) {
    return new TomlFile(text, origin);
  }

  /** The parser goes as deep as brackets do, on the stack. */
  private void refuseDepth(String text) {
    int deep = 0;
    int line = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        line++;
        // Expressions in strings open brackets too, and mostly close them in their line.
        deep = 0;
      } else if (c == '[' || c == '{') {
        deep++;
      } else if (c == ']' || c == '}') {
        deep = Math.max(0, deep - 1);
      }
      if (deep > DEEPEST) {
        throw new InvalidInputException(
            SYNTAX,
            "%s:%d is nested too deeply".formatted(origin, line),
            "Write fewer brackets in one line");
      }
    }
  }

  String origin() {
    return origin;
  }

  JsonNode root() {
    return root;
  }

  /** Returns the elements of a list of tables; none when there is no such list. */
  static List<JsonNode> tables(JsonNode in, String field) {
    var tables = new ArrayList<JsonNode>();
    in.path(field).forEach(tables::add);
    return tables;
  }

  /** Returns a text field; null when it is not there. */
  @Nullable String text(JsonNode in, String field, int rule) {
    JsonNode value = in.get(field);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrong(rule, field, "must be a string");
    }
    return value.asText();
  }

  List<String> texts(JsonNode in, String field, int rule) {
    JsonNode value = in.get(field);
    var texts = new ArrayList<String>();
    if (value == null) {
      return texts;
    }
    if (!value.isArray()) {
      throw wrong(rule, field, "must be a list of strings");
    }
    for (JsonNode each : value) {
      if (!each.isTextual()) {
        throw wrong(rule, field, "must be a list of strings");
      }
      texts.add(each.asText());
    }
    return texts;
  }

  double number(JsonNode in, String field, int rule, double least, double most) {
    JsonNode value = in.get(field);
    if (value == null) {
      return 0;
    }
    if (!value.isNumber() || value.asDouble() < least || value.asDouble() > most) {
      throw wrong(rule, field, "must be a number from %.0f to %.0f".formatted(least, most));
    }
    return value.asDouble();
  }

  /** Compiles an expression that stands in {@code field}. */
  Pattern pattern(String expression, int number, String field) {
    try {
      return GoPattern.compile(expression);
    } catch (IllegalArgumentException e) {
      InvalidInputException wrong =
          wrong(number, field, "is no expression of RE2: " + printable(e.getMessage()));
      throw new InvalidInputException(PATTERN, wrong.problem(), wrong.remedy());
    }
  }

  /** Returns the fields of a table that are none of {@code known}, in order. */
  static List<String> others(JsonNode in, Set<String> known) {
    var others = new ArrayList<String>();
    in.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                others.add(name);
              }
            });
    return others;
  }

  /**
   * @param rule number of the rule from 0; -1 for what stands outside of rules
   */
  InvalidInputException wrong(int rule, String field, String problem) {
    return new InvalidInputException(
        SHAPE,
        "%s:%d %s %s".formatted(origin, line(rule, field), field, problem),
        "Write it as gitleaks and betterleaks take it");
  }

  /** Returns the line of a rule's field, or of the rule. */
  int line(int rule, String field) {
    int first = rule >= 0 && rule < ruleLines.size() ? ruleLines.get(rule) : 1;
    int end = rule >= 0 && rule + 1 < ruleLines.size() ? ruleLines.get(rule + 1) - 1 : lines.size();
    for (int i = first; i <= end; i++) {
      String line = lines.get(i - 1).strip();
      if (line.startsWith(field) && line.substring(field.length()).stripLeading().startsWith("=")) {
        return i;
      }
    }
    return first;
  }

  /** Returns {@code text} as a notice may show it: short, and in plain letters. */
  static String printable(@Nullable String text) {
    String shown = text == null ? "" : text.replaceAll("[^ -~]", "?");
    return shown.length() > 80 ? shown.substring(0, 80) : shown;
  }
}
