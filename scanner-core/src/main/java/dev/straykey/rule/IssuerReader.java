package dev.straykey.rule;

import dev.straykey.model.Call;
import dev.straykey.model.Doubt;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.IssuerSpec;
import dev.straykey.model.KeyScope;
import dev.straykey.model.Rule;
import dev.straykey.model.Severity;
import dev.straykey.model.Shape;
import dev.straykey.model.Verb;
import dev.straykey.model.WireName;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one issuer file. Every field is held to its shape, every pattern to its keywords. */
final class IssuerReader {
  /** The file's fields have the wrong shape. */
  static final String SHAPE = "SK-1101";

  /** A keyword that is longer is not repeated in a message. */
  private static final int LONGEST_SHOWN = 7;

  private static final String PATTERN = "SK-1102";
  private static final String KEYWORD = "SK-1103";
  private static final String EXAMPLE = "SK-1104";
  private static final String TWICE = "SK-1105";

  private static final List<String> KEY_FIELDS =
      List.of(
          "id",
          "name",
          "keywords",
          "pattern",
          "form",
          "scope",
          "severity",
          "publishable",
          "checksum",
          "entropy",
          "shows",
          "context",
          "within",
          "identifier",
          "pair",
          "needs_pair",
          "path",
          "confidence",
          "shape",
          "rare",
          "base64",
          "examples");

  private final String origin;
  private final boolean trusted;

  private IssuerReader(String origin, boolean trusted) {
    this.origin = origin;
    this.trusted = trusted;
  }

  static IssuerSpec read(String yaml, String origin, boolean trusted) {
    return new IssuerReader(origin, trusted).issuer(YamlMap.parse(yaml, origin, SHAPE));
  }

  private IssuerSpec issuer(YamlMap file) {
    String id = slug(file, "issuer");
    String name = file.required("name");
    String source = file.required("source");
    URI host = address(file, "host");
    URI console = address(file, "console");
    var rules = new ArrayList<Rule>();
    Set<String> ids = new HashSet<>();
    for (YamlMap key : file.maps("keys")) {
      Rule rule = rule(key, id);
      if (!ids.add(rule.id())) {
        throw wrong(TWICE, key, "id", "is the id of another key");
      }
      rules.add(rule);
    }
    if (rules.isEmpty()) {
      throw file.wrong("keys", "must list at least one kind of key");
    }
    Map<Verb, List<Call>> calls = new EnumMap<>(Verb.class);
    for (Verb verb : Verb.values()) {
      var list = new ArrayList<Call>();
      for (YamlMap call : file.maps(WireName.of(verb))) {
        Call read = CallReader.read(call, ids);
        if ((verb == Verb.FIND) != (read.list() != null)) {
          throw call.wrong("list", "belongs into find, and must stand there");
        }
        list.add(read);
      }
      if (!list.isEmpty()) {
        calls.put(verb, List.copyOf(list));
      }
    }
    Map<Verb, Set<String>> byClass = byClass(file, ids, calls.isEmpty());
    file.done();
    // A file that a stranger may have written recognises keys; it never says where to send them.
    return new IssuerSpec(
        id,
        name,
        source,
        trusted ? host : null,
        trusted ? console : null,
        rules,
        trusted ? calls : Map.of(),
        trusted ? byClass : Map.of(),
        origin,
        trusted);
  }

  private static Map<Verb, Set<String>> byClass(YamlMap file, Set<String> ids, boolean alone) {
    YamlMap map = file.map("class");
    if (map == null) {
      return Map.of();
    }
    if (!alone) {
      throw file.wrong("class", "stands beside a verb; a class or calls ask an issuer, not both");
    }
    Map<Verb, Set<String>> byClass = new EnumMap<>(Verb.class);
    for (Verb verb : Verb.values()) {
      String name = WireName.of(verb);
      Set<String> kinds = Set.copyOf(map.texts(name));
      if (!ids.containsAll(kinds)) {
        throw map.wrong(name, "must be ids of keys in this file: " + new TreeSet<>(ids));
      }
      if (!kinds.isEmpty()) {
        byClass.put(verb, kinds);
      }
    }
    map.done();
    return byClass;
  }

  /** Returns the address that a field holds; null when it is left out. */
  static @Nullable URI address(YamlMap file, String field) {
    String text = file.text(field);
    if (text == null) {
      return null;
    }
    try {
      URI uri = new URI(text);
      if ("https".equals(uri.getScheme())
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getQuery() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below, without the text.
    }
    throw file.wrong(field, "must be https:// and a host name");
  }

  private Rule rule(YamlMap key, String issuer) {
    // First, so that a misspelt field is not reported as a missing one.
    key.only(KEY_FIELDS);
    String id = slug(key, "id");
    String name = key.required("name");
    List<String> keywords = key.texts("keywords");
    String text = key.required("pattern");
    KeyPattern pattern = pattern(key, text);
    Rule.Near near = NearReader.read(key, keywords.isEmpty(), pattern);
    boolean byForm = keywords.isEmpty() && pattern.shortest() >= NearReader.FORM;
    if ((near.context().isEmpty() && !byForm) || !keywords.isEmpty()) {
      keywords(key, keywords, pattern, near.shape() != Shape.ANYWHERE);
    }
    var checksum = checksum(key.map("checksum"));
    var rule =
        new Rule(
            id,
            issuer,
            name,
            keywords,
            text,
            key.word("scope", KeyScope.class, KeyScope.UNKNOWN),
            key.word("severity", Severity.class, Severity.HIGH),
            key.flag("publishable", false),
            checksum,
            key.number("entropy", 0, 0, 8),
            (int) key.number("shows", shown(pattern), 0, 40),
            examples(key),
            origin,
            trusted,
            near,
            form(key, text));
    key.done();
    if (pattern.root() == null && rule.examples().stream().anyMatch(IssuerReader::isMade)) {
      throw wrong(
          EXAMPLE,
          key,
          "examples",
          "cannot be made: no key can be made from a pattern with ^, $, \\b or named classes");
    }
    return rule;
  }

  /** The literal beginning is public by nature, as long as it is short. */
  private static int shown(KeyPattern pattern) {
    return Math.min(pattern.keyPrefix().length(), 16);
  }

  private static KeyPattern pattern(YamlMap key, String text) {
    return pattern(key, "pattern", text);
  }

  private static KeyPattern pattern(YamlMap key, String field, String text) {
    try {
      return KeyPattern.of(text);
    } catch (IllegalArgumentException e) {
      throw wrong(PATTERN, key, field, "is not an RE2 expression: " + e.getMessage());
    }
  }

  private static @Nullable String form(YamlMap key, String pattern) {
    String form = key.text("form");
    if (form != null && (pattern(key, "form", form).root() == null || form.equals(pattern))) {
      throw key.wrong(
          "form",
          "must be narrower than pattern, without ^, $, \\b, lazy repetition or named classes");
    }
    return form;
  }

  /**
   * @param shaped whether the keywords stand beside the key, not in it
   */
  private void keywords(YamlMap key, List<String> keywords, KeyPattern pattern, boolean shaped) {
    if (keywords.isEmpty()) {
      throw key.wrong(
          "keywords",
          "must name at least one literal, or context the words that stand before such keys");
    }
    for (String keyword : keywords) {
      if (keyword.length() < 2 || keyword.length() > 64 || !keyword.matches("[ -~]+")) {
        throw key.wrong("keywords", "must be literals of 2 to 64 ASCII characters");
      }
      if (!shaped && pattern.offset(keyword) == null) {
        throw wrong(
            KEYWORD,
            key,
            "keywords",
            "names %s, which the pattern never holds".formatted(shown(keyword)));
      }
    }
  }

  /** A file of rules may have a key where a keyword belongs: only what is too short is repeated. */
  private static String shown(String keyword) {
    return keyword.length() <= LONGEST_SHOWN ? "“" + keyword + "”" : "a keyword";
  }

  private static Rule.@Nullable Checksum checksum(@Nullable YamlMap map) {
    if (map == null) {
      return null;
    }
    String algorithm = map.required("algorithm");
    if (!Checksums.ALGORITHMS.contains(algorithm)) {
      throw map.wrong("algorithm", "must be one of " + String.join(", ", Checksums.ALGORITHMS));
    }
    int length = (int) map.number("length", 0, 0, 32);
    String over = map.text("over");
    if (over != null && !over.equals("body") && !over.equals("all")) {
      throw map.wrong("over", "must be one of body, all");
    }
    if (length == 0 && !algorithm.equals("jwt")) {
      throw map.wrong("length", "must say how many characters the checksum has");
    }
    map.done();
    return new Rule.Checksum(algorithm, length, over == null ? "body" : over);
  }

  private static boolean isMade(Rule.Example example) {
    String text = example.text();
    return text.contains("{key}") || text.contains("{id}") || text.contains("{match}");
  }

  private static List<Rule.Example> examples(YamlMap key) {
    var examples = new ArrayList<Rule.Example>();
    for (YamlMap example : key.maps("examples")) {
      examples.add(
          new Rule.Example(
              example.required("text"),
              (int) example.number("finds", 1, 0, 100),
              example.text("doubt") == null
                  ? null
                  : example.word("doubt", Doubt.class, Doubt.MADE_UP)));
      example.done();
    }
    return examples;
  }

  private static String slug(YamlMap map, String field) {
    String value = map.required(field);
    if (!value.matches("[a-z0-9][a-z0-9-]{1,63}")) {
      throw map.wrong(field, "must be 2 to 64 of a-z, 0-9 and hyphen");
    }
    return value;
  }

  private static InvalidInputException wrong(
      String code, YamlMap map, String field, String problem) {
    InvalidInputException error = map.wrong(field, problem);
    return new InvalidInputException(code, error.problem(), error.remedy());
  }
}
