package dev.straykey.scan;

import dev.straykey.rule.Checksums;
import org.jspecify.annotations.Nullable;

/** Whether what fits a rule was issued, or is made up. */
final class Judgement {
  private Judgement() {}

  /** Returns what speaks against {@code key}, as the end of a sentence; null when nothing does. */
  static @Nullable String against(CompiledRule rule, byte[] key) {
    var checksum = rule.rule().checksum();
    int prefix = Math.min(rule.prefix(), key.length);
    if (checksum != null && !Checksums.holds(checksum, key, prefix)) {
      return "its checksum is wrong";
    }
    if (Placeholders.entropy(key, prefix) < rule.rule().minEntropy()) {
      return "it has less entropy than the rule asks for";
    }
    if (Placeholders.is(key, prefix, rule.specificity() <= 1)) {
      return "it is what documentation writes in place of a key";
    }
    if (rule.rule().near().rare() && !Rarity.isRare(key, prefix)) {
      return "it reads like words";
    }
    return PublishedKeys.hold(key) ? "its issuer published it" : null;
  }
}
