package dev.straykey.scan;

import dev.straykey.model.IssuerSpec;
import dev.straykey.model.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of keys that have no mark of their own, by the words that must stand before such a key.
 *
 * <p>The words are no keywords of the walk over every byte: they are looked for only before a
 * string that could be a key. So a common word costs nothing where nothing follows that could be
 * one.
 */
final class ContextRules {
  /** How far before a key its words are looked for, in bytes, on its line. */
  static final int LINE_REACH = 200;

  /** How far where a rule says nothing, over the ends of lines too. */
  static final int REACH = 40;

  /** What ties a word to a key when nothing is assigned. */
  private static final List<String> SECOND_WORDS =
      List.of(
          "access",
          "api",
          "auth",
          "bearer",
          "credential",
          "key",
          "license",
          "pass",
          "private",
          "pwd",
          "secret",
          "sig",
          "token",
          "webhook");

  private static final String[] JOINTS = {"", " ", "-", "_", "."};

  private final KeywordAutomaton words;
  private final List<Word> byKeyword;
  private final int shortest;
  private final List<CompiledRule> byForm = new ArrayList<>();
  private final List<CompiledRule> rules;
  private final List<IssuerSpec> issuers;
  private volatile @Nullable IssuerNames names;

  /**
   * A word.
   *
   * @param second whether it ties another word to a key
   */
  record Word(int length, boolean second, List<CompiledRule> rules) {}

  ContextRules(List<CompiledRule> rules, List<IssuerSpec> issuers) {
    this.rules = List.copyOf(rules);
    this.issuers = issuers;
    Map<String, List<CompiledRule>> rulesByWord = new LinkedHashMap<>();
    int least = Integer.MAX_VALUE;
    for (CompiledRule compiled : rules) {
      Rule rule = compiled.rule();
      least = Math.min(least, Math.max(compiled.pattern().shortest(), 8));
      if (rule.near().context().isEmpty()) {
        byForm.add(compiled);
      }
      for (String word : rule.near().context()) {
        rulesByWord.computeIfAbsent(joined(word), k -> new ArrayList<>()).add(compiled);
      }
    }
    for (String word : SECOND_WORDS) {
      rulesByWord.computeIfAbsent(word, k -> new ArrayList<>());
    }
    this.shortest = least;
    this.words = new KeywordAutomaton(List.copyOf(rulesByWord.keySet()));
    this.byKeyword =
        rulesByWord.entrySet().stream()
            .map(
                e ->
                    new Word(
                        e.getKey().length(),
                        SECOND_WORDS.contains(e.getKey()),
                        List.copyOf(e.getValue())))
            .toList();
  }

  /** Returns the parts of {@code word} without what separates them. */
  static String joined(String word) {
    var joined = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (!isJoint(c)) {
        joined.append(c >= 'A' && c <= 'Z' ? (char) (c | 32) : c);
      }
    }
    return joined.toString();
  }

  /** Returns true for what stands between the parts of a word. */
  static boolean isJoint(char c) {
    return c == ' ' || c == '.' || c == '_' || c == '-';
  }

  /** Returns how {@code word} may be written: its parts joined in each usual way. */
  static Set<String> forms(String word) {
    String[] parts = word.toLowerCase(Locale.ROOT).split("[ ._-]", -1);
    var forms = new LinkedHashSet<String>();
    for (String joint : JOINTS) {
      forms.add(String.join(joint, parts));
    }
    return forms;
  }

  /** Returns true when a word says that something is a key, not whose. */
  static boolean holdsSecondWord(String word) {
    return SECOND_WORDS.stream().anyMatch(word::contains);
  }

  /** Returns true for a word that says that something is a key, not whose. */
  static boolean isSecondWord(String word) {
    return SECOND_WORDS.contains(word);
  }

  /** Returns the rules of keys that need no word: their form says enough. */
  List<CompiledRule> byForm() {
    return byForm;
  }

  /** Returns what the issuers of these rules are called; made when it is first asked for. */
  IssuerNames names() {
    IssuerNames made = names;
    if (made == null) {
      made = new IssuerNames(rules, issuers);
      names = made; // by two threads at once, twice the same
    }
    return made;
  }

  boolean isEmpty() {
    return shortest == Integer.MAX_VALUE;
  }

  /** Returns how long the shortest key is, in bytes. */
  int shortest() {
    return shortest;
  }

  KeywordAutomaton words() {
    return words;
  }

  Word word(int keyword) {
    return byKeyword.get(keyword);
  }
}
