package dev.straykey.scan;

import dev.straykey.model.Confidence;
import dev.straykey.model.Rule;
import dev.straykey.model.Shape;
import dev.straykey.rule.KeyPattern;
import org.jspecify.annotations.Nullable;

/**
 * A rule, ready to be tried.
 *
 * @param index its place in the rule set
 * @param specificity how much of a match is literal: the longest keyword or literal prefix
 * @param prefix how many first characters of a key are literal
 * @param hasMark whether these characters are this issuer's alone
 * @param form what every key issued fits; null where the pattern says all that is known
 */
record CompiledRule(
    int index,
    Rule rule,
    KeyPattern pattern,
    int specificity,
    int prefix,
    boolean hasMark,
    @Nullable KeyPattern form) {

  static CompiledRule of(int index, Rule rule, KeyPattern pattern, KnownForms forms) {
    String prefix = pattern.keyPrefix();
    return new CompiledRule(
        index,
        rule,
        pattern,
        specificity(rule, pattern),
        prefix.length(),
        forms.isMark(prefix, rule.issuer()),
        rule.form() == null ? null : KeyPattern.later(rule.form()));
  }

  /** Returns true when the key is found by where it stands, not by what it looks like. */
  boolean isShaped() {
    return rule.near().shape() != Shape.ANYWHERE;
  }

  /** Returns true when its key is known wherever it stands: by a mark, and nothing around it. */
  boolean standsAlone() {
    return standsAlone(rule);
  }

  static boolean standsAlone(Rule rule) {
    Rule.Near near = rule.near();
    return !rule.byContext()
        && near.shape() == Shape.ANYWHERE
        && near.context().isEmpty()
        && near.paths().isEmpty()
        && near.confidence() != Confidence.LOW;
  }

  /** Returns true when all its keys have the same length, so that it is known where one ends. */
  boolean hasOneLength() {
    return pattern.shortest() > 0 && pattern.shortest() == pattern.longest();
  }

  /** Returns true when what it finds in tests and documentation is in doubt. */
  boolean isDoubtedInTests() {
    for (String path : rule.near().paths()) {
      if (path.startsWith("~")) {
        return true;
      }
    }
    return false;
  }

  /** Returns true when it is the public half of a pair. */
  boolean isId() {
    return rule.near().identifier();
  }

  /** Returns true when what it finds is public: an id, or a key that is meant to be seen. */
  boolean isPublicHalf() {
    return rule.publishable() || rule.near().identifier();
  }

  /** A rule that sees a key's id beside it says more than one that sees the key alone. */
  private static final int WITH_ID = 100;

  /** Returns how narrowly {@code rule} looks: the most specific rule names a finding. */
  static int specificity(Rule rule, KeyPattern pattern) {
    if (rule.near().shape() != Shape.ANYWHERE) {
      return 0;
    }
    if (rule.byContext()) {
      return 2;
    }
    if (rule.near().confidence() == Confidence.LOW) {
      return 1;
    }
    int longest = pattern.literalPrefix().length();
    for (String keyword : rule.keywords()) {
      longest = Math.max(longest, keyword.length());
    }
    return pattern.text().contains("<id>") ? longest + WITH_ID : longest;
  }
}
