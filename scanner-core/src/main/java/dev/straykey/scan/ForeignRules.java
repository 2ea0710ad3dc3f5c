package dev.straykey.scan;

import dev.straykey.rule.ForeignRule;
import dev.straykey.rule.KeyPattern;
import dev.straykey.rule.Steps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rules in the form of other tools, made ready to scan with. Immutable and shared. */
final class ForeignRules {
  /** What is looked at around a keyword where an expression fits texts of any length, in bytes. */
  private static final int BACK = 512;

  private static final int AHEAD = 8 * 1024;

  private final List<Entry> entries = new ArrayList<>();
  private final List<Entry> everywhere = new ArrayList<>();
  private final Map<String, Entry> byId = new LinkedHashMap<>();
  private final List<List<Entry>> byKeyword;
  private final @Nullable KeywordAutomaton keywords;

  /**
   * A rule.
   *
   * @param number its place among these
   * @param back how many bytes before a keyword its match may begin
   * @param ahead how many bytes behind the beginning of a keyword it may end
   * @param each steps that a look at a byte takes
   */
  record Entry(
      int number, ForeignRule rule, CompiledRule compiled, int back, int ahead, int each) {}

  /**
   * @param firstIndex the first index that no other rule of the engine has
   */
  ForeignRules(Map<String, ForeignRule> rules, int firstIndex, KnownForms forms) {
    Map<String, List<Entry>> entriesByKeyword = new LinkedHashMap<>();
    for (ForeignRule rule : rules.values()) {
      int longest = rule.longest();
      boolean bounded = longest >= 0 && longest <= AHEAD;
      var entry =
          new Entry(
              entries.size(),
              rule,
              CompiledRule.of(
                  firstIndex + entries.size(),
                  rule.rule(),
                  KeyPattern.of(rule.rule().pattern()),
                  forms),
              bounded ? longest : BACK,
              bounded ? longest : AHEAD,
              Steps.ofRe2j(rule.pattern()));
      entries.add(entry);
      byId.put(rule.rule().id(), entry);
      if (rule.keywords().isEmpty()) {
        everywhere.add(entry);
      }
      for (String keyword : rule.keywords()) {
        entriesByKeyword.computeIfAbsent(keyword, k -> new ArrayList<>()).add(entry);
      }
    }
    this.byKeyword = entriesByKeyword.values().stream().map(List::copyOf).toList();
    this.keywords =
        entriesByKeyword.isEmpty()
            ? null
            : new KeywordAutomaton(List.copyOf(entriesByKeyword.keySet()));
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  int size() {
    return entries.size();
  }

  List<Entry> entries() {
    return entries;
  }

  List<Entry> everywhere() {
    return everywhere;
  }

  @Nullable Entry entry(String id) {
    return byId.get(id);
  }

  @Nullable KeywordAutomaton keywords() {
    return keywords;
  }

  List<Entry> entries(int keyword) {
    return byKeyword.get(keyword);
  }
}
