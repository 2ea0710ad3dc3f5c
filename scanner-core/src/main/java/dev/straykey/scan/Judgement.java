package dev.straykey.scan;

import dev.straykey.model.Doubt;
import dev.straykey.rule.Checksums;
import org.jspecify.annotations.Nullable;

/**
 * Whether what fits a rule was issued, is made up, or may be either. Which reasons leave a doubt
 * and which leave nothing was measured: see {@code docs/adr/0009-doubtful-keys.md}.
 */
final class Judgement {
  static final Verdict ISSUED = new Verdict(null, null);

  /** It begins as an issuer's keys do, and goes on otherwise. */
  static final Verdict OTHER_FORM =
      new Verdict(
          "no key of its issuer is known with such a length, or with such letters", Doubt.FORM);

  /** A checksum of this kind only says that the parts can be read: what cannot is no token. */
  private static final String PARTS = "jwt";

  /** Below this, characters repeat so much that nobody takes it for a key. */
  private static final double LEAST_ENTROPY = 2.5;

  /** A made-up key that is shorter stands for no key. */
  private static final int LEAST_MADE_UP = 20;

  private Judgement() {}

  /**
   * What became of a key.
   *
   * @param against what speaks against it, as the end of a sentence; null when nothing does
   * @param doubt what it is reported with; null where it is issued, or none
   */
  record Verdict(@Nullable String against, @Nullable Doubt doubt) {
    boolean isNone() {
      return against != null && doubt == null;
    }
  }

  /** Returns what {@code key}, which fits {@code rule}, is. */
  static Verdict of(CompiledRule rule, byte[] key) {
    int prefix = Math.min(rule.prefix(), key.length);
    Verdict made = made(rule, key, prefix);
    if (made.isNone()) {
      return made;
    }
    if (rule.rule().near().rare() && !Rarity.isRare(key, prefix)) {
      return none("it reads like words");
    }
    if (PublishedKeys.hold(key)) {
      return none("its issuer published it");
    }
    if (Pem.looksLike(key) && Pem.isCut(key)) {
      return OTHER_FORM;
    }
    var checksum = rule.rule().checksum();
    if (checksum == null || Checksums.holds(checksum, key, prefix)) {
      boolean known = rule.form() == null || rule.form().matchesWhole(key, 0, key.length);
      return known || made.doubt() != null ? made : OTHER_FORM;
    }
    // Two reasons against it, or letters that are no token at all.
    return made.doubt() != null || checksum.algorithm().equals(PARTS)
        ? none("its checksum is wrong")
        : new Verdict("its checksum is wrong", Doubt.CHECKSUM);
  }

  private static Verdict made(CompiledRule rule, byte[] key, int prefix) {
    double entropy = Placeholders.entropy(key, prefix);
    boolean poor = entropy < rule.rule().minEntropy();
    if (poor
        && !(rule.rule().byContext() && entropy >= LEAST_ENTROPY && Rarity.isRare(key, prefix))) {
      return none("it has less entropy than the rule asks for");
    }
    // In a document that is a key as a whole, words stand in names, and hosts may be anything.
    if (rule.rule().near().base64() && key[0] == '{') {
      return ISSUED;
    }
    String said = "it is what documentation writes in place of a key";
    boolean own = rule.specificity() > 1;
    Placeholders.Sign sign = Placeholders.sign(key, prefix, !own);
    if (own && sign == Placeholders.Sign.NOTHING && Placeholders.is(key, prefix)) {
      sign = Placeholders.Sign.COUNTS; // its issuer's form, filled by counting
    }
    boolean plausible =
        switch (sign) {
          case NOTHING -> !poor;
          case COUNTS -> own || key.length >= LEAST_MADE_UP;
          case WORD -> own && Placeholders.isRareWithoutWords(key, prefix);
          case ALPHABET -> own && (rule.hasMark() || Placeholders.isRareWithoutWords(key, prefix));
          case FILLED -> false;
        };
    if (sign == Placeholders.Sign.NOTHING) {
      return poor
          ? new Verdict("it has less entropy than the rule asks for", Doubt.MADE_UP)
          : ISSUED;
    }
    return plausible ? new Verdict(said, Doubt.MADE_UP) : none(said);
  }

  private static Verdict none(String against) {
    return new Verdict(against, null);
  }
}
