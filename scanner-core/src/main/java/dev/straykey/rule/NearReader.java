package dev.straykey.rule;

import dev.straykey.model.Confidence;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.Rule;
import dev.straykey.model.Shape;
import java.util.List;

/** Reads what an issuer file says of the surroundings of a key. */
final class NearReader {
  /** Furthest that a context word may stand before a key, in bytes. */
  static final int MOST_WITHIN = 200;

  /** Keys without a mark of their own are at least so long, in bytes. */
  static final int SHORTEST = 8;

  /** So long a key may be told by its form alone, without a literal in it or a word before it. */
  static final int FORM = 40;

  private static final String CONTEXT = "SK-1510";
  private static final String SHORT = "SK-1511";

  private NearReader() {}

  /**
   * @param byContext whether the key has no keywords
   */
  static Rule.Near read(YamlMap key, boolean byContext, KeyPattern pattern) {
    List<String> context = key.texts("context");
    for (String word : context) {
      if (!word.matches("[A-Za-z0-9]+(?:[ ._-][A-Za-z0-9]+){0,4}")
          || word.length() < 2
          || word.length() > 64) {
        throw wrong(
            CONTEXT,
            key.wrong(
                "context",
                "must be words of 2 to 64 letters and digits, their parts separated by a space"));
      }
    }
    if (byContext && !context.isEmpty() && pattern.shortest() < SHORTEST) {
      throw wrong(
          SHORT,
          key.wrong(
              "pattern",
              "fits keys shorter than %d, which only a keyword finds".formatted(SHORTEST)));
    }
    List<String> pair = key.texts("pair");
    boolean needsPair = key.flag("needs_pair", false);
    if (needsPair && pair.isEmpty()) {
      throw wrong(CONTEXT, key.wrong("needs_pair", "needs pair, the id of the other half"));
    }
    var near =
        new Rule.Near(
            context,
            (int) key.number("within", 0, 0, MOST_WITHIN),
            key.flag("identifier", false),
            pair,
            needsPair,
            paths(key),
            key.word(
                "confidence", Confidence.class, byContext ? Confidence.MEDIUM : Confidence.HIGH),
            key.word("shape", Shape.class, Shape.ANYWHERE),
            key.flag("rare", byContext),
            key.flag("base64", false));
    return near.equals(Rule.Near.ANYTHING) ? Rule.Near.ANYTHING : near;
  }

  private static List<String> paths(YamlMap key) {
    List<String> paths = key.texts("path");
    for (String path : paths) {
      String glob = path.startsWith("!") || path.startsWith("~") ? path.substring(1) : path;
      if (glob.startsWith("{") && !Rule.Near.PLACES.contains(glob)) {
        throw key.wrong("path", "knows " + String.join(", ", Rule.Near.PLACES) + " and globs");
      }
    }
    return paths;
  }

  private static InvalidInputException wrong(String code, InvalidInputException error) {
    return new InvalidInputException(code, error.problem(), error.remedy());
  }
}
