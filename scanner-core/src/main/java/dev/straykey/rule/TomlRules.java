package dev.straykey.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import dev.straykey.model.KeyScope;
import dev.straykey.model.Rule;
import dev.straykey.model.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads rules in the form of gitleaks and betterleaks. What cannot be honoured is said, a notice a
 * rule; a file of this form never causes a request.
 */
final class TomlRules {
  private static final int MOST_RULES = 10_000;
  private static final Set<String> FILE_FIELDS =
      Set.of(
          "title",
          "description",
          "minVersion",
          "betterleaksMinVersion",
          "extend",
          "rules",
          "allowlist",
          "allowlists",
          "filter",
          "prefilter");
  private static final Set<String> RULE_FIELDS =
      Set.of(
          "id",
          "description",
          "regex",
          "path",
          "secretGroup",
          "entropy",
          "keywords",
          "tags",
          "allowlist",
          "allowlists",
          "required",
          "skipReport",
          "filter",
          "validate",
          "specificity");
  private final TomlFile file;
  private final String issuer;
  private final List<String> notices = new ArrayList<>();
  private final List<FilterExpression> filters = new ArrayList<>();
  private final TomlAllowlists allowlists;
  private final List<TomlAllowlists.Listed> lists = new ArrayList<>();
  private int validated;

  /**
   * What a file holds.
   *
   * @param rules by the id that the file gives them
   * @param disabled rules of extended files that do not count
   * @param extended the file that this one adds to; null for none
   */
  record Read(
      Map<String, ForeignRule> rules,
      Set<String> disabled,
      @Nullable String extended,
      List<String> notices) {}

  private TomlRules(TomlFile file, String issuer) {
    this.file = file;
    this.issuer = issuer;
    this.allowlists = new TomlAllowlists(file, notices);
  }

  static Read read(String text, String origin, String issuer) {
    return new TomlRules(TomlFile.parse(text, origin), issuer).read();
  }

  private Read read() {
    JsonNode root = file.root();
    for (String other : TomlFile.others(root, FILE_FIELDS)) {
      notices.add("%s is not known and counts for nothing".formatted(TomlFile.printable(other)));
    }
    lists.addAll(allowlists.of(root, -1));
    filter(root, "filter", "all rules", -1, filters);
    filter(root, "prefilter", "all rules", -1, filters);
    List<JsonNode> tables = TomlFile.tables(root, "rules");
    if (tables.size() > MOST_RULES) {
      throw file.wrong(-1, "rules", "are more than %,d".formatted(MOST_RULES));
    }
    var rules = new LinkedHashMap<String, ForeignRule>();
    for (int i = 0; i < tables.size(); i++) {
      ForeignRule rule = rule(tables.get(i), i);
      if (rule != null && rules.put(rule.rule().id(), rule) != null) {
        throw file.wrong(i, "id", "is the id of another rule");
      }
    }
    if (validated > 0) {
      notices.add(
          "%d rules say how to ask whether a key is alive (validate): no rule given by --rules"
                  .formatted(validated)
              + " causes a request");
    }
    JsonNode extend = root.path("extend");
    if (extend.path("useDefault").asBoolean()) {
      notices.add(
          "extend.useDefault: the rules of the other tool are not here; Straykey's own are used");
    }
    if (extend.has("url")) {
      notices.add("extend.url is not honoured: nothing is fetched");
    }
    String path = file.text(extend, "path", -1);
    if (rules.isEmpty() && path == null && !extend.path("useDefault").asBoolean()) {
      throw file.wrong(-1, "rules", "has no rule that can be tried");
    }
    return new Read(rules, new HashSet<>(file.texts(extend, "disabledRules", -1)), path, notices);
  }

  private @Nullable ForeignRule rule(JsonNode in, int number) {
    String id = file.text(in, "id", number);
    if (id == null || !id.matches("[A-Za-z0-9][A-Za-z0-9._:/ -]{0,127}")) {
      throw file.wrong(number, "id", "must be a name of at most 128 letters, digits and . _ : / -");
    }
    for (String other : TomlFile.others(in, RULE_FIELDS)) {
      notices.add(
          "%s: %s is not known and counts for nothing".formatted(id, TomlFile.printable(other)));
    }
    validated += in.has("validate") ? 1 : 0;
    String regex = file.text(in, "regex", number);
    if (regex == null) {
      if (!in.has("path")) {
        throw file.wrong(number, "regex", "or path must be there");
      }
      notices.add(id + ": is left out: it names files by their path, and no key in them");
      return null;
    }
    Pattern pattern = file.pattern(regex, number, "regex");
    int group = (int) file.number(in, "secretGroup", number, 0, 1000);
    if (group > pattern.groupCount()) {
      throw file.wrong(number, "secretGroup", "names a group that regex does not have");
    }
    var own = new ArrayList<FilterExpression>();
    if (!filter(in, "filter", id, number, own)) {
      notices.add(
          id + ": is left out: without its filter it would fire where its author would not");
      return null;
    }
    own.addAll(filters);
    String path = file.text(in, "path", number);
    List<String> keywords =
        file.texts(in, "keywords", number).stream()
            .map(k -> k.toLowerCase(Locale.ROOT))
            .filter(k -> k.matches("[ -~]{1,128}"))
            .toList();
    if (keywords.isEmpty()) {
      notices.add(id + ": has no keywords, so that its expression is tried everywhere: it is slow");
    }
    var allowed = new ArrayList<ForeignAllowlist>();
    allowlists.of(in, number).forEach(l -> allowed.add(l.list()));
    for (TomlAllowlists.Listed listed : lists) {
      if (listed.isFor(id)) {
        allowed.add(listed.list());
      }
    }
    String name = file.text(in, "description", number);
    return new ForeignRule(
        model(id, name == null ? id : name, regex),
        keywords,
        pattern,
        GoPattern.longest(regex),
        group,
        file.number(in, "entropy", number, 0, 8),
        path == null ? null : file.pattern(path, number, "path"),
        allowed,
        own,
        required(in, id, number),
        in.path("skipReport").asBoolean());
  }

  private Rule model(String id, String name, String regex) {
    return new Rule(
        id,
        issuer,
        name.length() > 300 ? name.substring(0, 300) : name,
        List.of(),
        GoPattern.onBytes(regex),
        KeyScope.UNKNOWN,
        Severity.HIGH,
        false,
        null,
        0,
        0,
        List.of(),
        file.origin(),
        false);
  }

  private List<ForeignRule.Required> required(JsonNode in, String id, int number) {
    var required = new ArrayList<ForeignRule.Required>();
    for (JsonNode each : TomlFile.tables(in, "required")) {
      String other = file.text(each, "id", number);
      if (other == null) {
        throw file.wrong(number, "required", "must name the id of another rule");
      }
      boolean lines = each.has("withinLines");
      required.add(
          new ForeignRule.Required(
              other, lines ? (int) file.number(each, "withinLines", number, 0, 100_000) : -1));
      if (each.has("withinColumns")) {
        notices.add(id + ": withinColumns of required is not honoured; lines are");
      }
    }
    return required;
  }

  /** Takes a filter's parts; returns false when none of it can be honoured. */
  private boolean filter(
      JsonNode in, String field, String whose, int number, List<FilterExpression> into) {
    String text = file.text(in, field, number);
    if (text == null || text.isBlank()) {
      return true;
    }
    FilterExpression.Read read = FilterExpression.read(text);
    into.addAll(read.filters());
    if (!read.problem().isEmpty()) {
      notices.add(
          "%s: %s of its %s honoured: %s"
              .formatted(
                  whose,
                  read.filters().isEmpty() ? "nothing" : "only a part",
                  field + (read.filters().isEmpty() ? " can be" : " is"),
                  read.problem()));
    }
    return read.problem().isEmpty() || !read.filters().isEmpty();
  }
}
