package dev.straykey.suppress;

import dev.straykey.model.Match;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Places that a file of another tool names, by path, rule and line, some by commit too. Its rules
 * are called otherwise than ours: a place counts whatever the rule there, unless it names a rule
 * that is here too and did not fire.
 */
public final class NamedPlaces {
  /** What such a list is called in a tree. */
  public static final String GITLEAKS_IGNORE = ".gitleaksignore";

  private final Map<String, List<Entry>> entries = new HashMap<>();
  private final List<String> notices = new ArrayList<>();

  private static final class Entry {
    final @Nullable String commit;
    final String rule;
    final int number;
    boolean used;

    Entry(@Nullable String commit, String rule, int number) {
      this.commit = commit;
      this.rule = rule;
      this.number = number;
    }
  }

  /**
   * Reads a {@code .gitleaksignore}: {@code path:rule:line} or {@code commit:path:rule:line}, one a
   * line; {@code #} begins a comment.
   */
  public static NamedPlaces parse(String text) {
    var places = new NamedPlaces();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String entry = line.strip();
      if (entry.isEmpty() || entry.startsWith("#")) {
        continue;
      }
      String[] parts = entry.split(":", -1);
      int at = parts.length - 3;
      if ((at == 0 || at == 1) && parts[at + 2].matches("[0-9]{1,9}")) {
        String commit = at == 1 ? parts[0] : null;
        places.add(commit, parts[at], parts[at + 1], Integer.parseInt(parts[at + 2]), number);
      } else {
        places.notices.add("line %d names no place and hides nothing".formatted(number));
      }
    }
    return places;
  }

  /**
   * @param number of the line or finding that names it
   */
  void add(@Nullable String commit, String path, String rule, int line, int number) {
    entries
        .computeIfAbsent(key(path, line), k -> new ArrayList<>())
        .add(new Entry(commit, rule, number));
  }

  private static String key(String path, int line) {
    String plain = path.replace('\\', '/');
    return (plain.startsWith("./") ? plain.substring(2) : plain) + ":" + line;
  }

  /**
   * Returns whether every one of {@code matches} is named.
   *
   * @param isRule whether an id is that of a rule of this run
   */
  public boolean covers(List<Match> matches, String ruleId, Predicate<String> isRule) {
    return matches.stream().allMatch(match -> covers(match, ruleId, isRule));
  }

  /** Returns whether the place of {@code match} is named. */
  public boolean covers(Match match, String ruleId, Predicate<String> isRule) {
    boolean covered = false;
    List<Entry> named = entries.getOrDefault(key(match.where().path(), match.line()), List.of());
    for (Entry entry : named) {
      boolean sameCommit = entry.commit == null || entry.commit.equals(match.where().commit());
      boolean sameRule = entry.rule.equals(ruleId) || !isRule.test(entry.rule);
      if (sameCommit && sameRule) {
        entry.used = true;
        covered = true;
      }
    }
    return covered;
  }

  /** Returns what a reader should know: entries that are none, and those that hid nothing. */
  public List<String> notices() {
    var all = new ArrayList<>(notices);
    var unused =
        entries.values().stream()
            .flatMap(List::stream)
            .filter(entry -> !entry.used)
            .map(entry -> entry.number)
            .sorted()
            .toList();
    if (!unused.isEmpty()) {
      all.add(Unused.say(unused.size(), "entry", "entries", "line", unused));
    }
    return all;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }
}
