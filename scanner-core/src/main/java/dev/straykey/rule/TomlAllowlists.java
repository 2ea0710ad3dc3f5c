package dev.straykey.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads what rules in the form of gitleaks pass over: the lists of a rule, and of the file. */
final class TomlAllowlists {
  private static final Set<String> FIELDS =
      Set.of(
          "description",
          "condition",
          "commits",
          "paths",
          "regexTarget",
          "regexes",
          "stopwords",
          "targetRules",
          "stopWords");

  private final TomlFile file;
  private final List<String> notices;

  /** A list, and of one that is the whole file's the rules that it is for; none for all. */
  record Listed(ForeignAllowlist list, List<String> rules) {
    boolean isFor(String rule) {
      return rules.isEmpty() || rules.contains(rule);
    }
  }

  /**
   * @param notices gets what of the lists is not honoured
   */
  TomlAllowlists(TomlFile file, List<String> notices) {
    this.file = file;
    this.notices = notices;
  }

  /** Returns the lists of a table, in the older form and the newer. */
  List<Listed> of(JsonNode in, int number) {
    var tables = new ArrayList<JsonNode>(TomlFile.tables(in, "allowlists"));
    if (in.has("allowlist")) {
      tables.add(in.get("allowlist"));
    }
    var all = new ArrayList<Listed>();
    String whose = number < 0 ? "allowlist" : in.path("id").asText() + ": allowlist";
    for (JsonNode table : tables) {
      for (String other : TomlFile.others(table, FIELDS)) {
        notices.add(
            "%s: %s is not known and counts for nothing"
                .formatted(whose, TomlFile.printable(other)));
      }
      String condition = file.text(table, "condition", number);
      boolean and =
          condition != null && (condition.equalsIgnoreCase("AND") || condition.equals("&&"));
      List<String> stopwords = new ArrayList<>(file.texts(table, "stopwords", number));
      stopwords.addAll(file.texts(table, "stopWords", number));
      if (table.has("commits")) {
        notices.add(whose + ": commits are not honoured");
        if (and) {
          continue; // with all of its parts together, and one of them never true
        }
      }
      String target = file.text(table, "regexTarget", number);
      if (target != null && !Set.of("", "secret", "match", "line").contains(target)) {
        throw file.wrong(number, "regexTarget", "must be secret, match or line");
      }
      all.add(
          new Listed(
              new ForeignAllowlist(
                  and,
                  target == null ? "secret" : target,
                  patterns(table, "regexes", number),
                  patterns(table, "paths", number),
                  stopwords.stream().map(w -> w.toLowerCase(Locale.ROOT)).toList()),
              file.texts(table, "targetRules", number)));
    }
    return all;
  }

  private List<Pattern> patterns(JsonNode in, String field, int number) {
    return file.texts(in, field, number).stream().map(p -> file.pattern(p, number, field)).toList();
  }
}
