package dev.straykey.model;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One leaked key as a person will deal with it: all matches of the same key, whichever rules fired.
 *
 * @param fingerprint stands for the key, which is never kept here
 * @param ruleId most specific rule that fired, such as {@code workos-api-key}; {@code
 *     inventory-key} when only the inventory knew it
 * @param ruleName the rule in words
 * @param issuer id of the issuer; empty when nobody knows
 * @param shown how much of the key stands in the text
 * @param redacted its prefix and at most four last characters, safe to print
 * @param keyId the public id that stands beside or inside the key; null when none does
 * @param scope what the kind of key implies
 * @param publishable whether the issuer means such keys to be public
 * @param matches where it stands, in {@link Match#ORDER}; at least one; unmodifiable
 * @param suppression what was said to make it not count; null when nothing was said
 * @param doubt why it may be no issued key; null when it stands somewhere where nothing is in doubt
 */
public record Finding(
    Fingerprint fingerprint,
    String ruleId,
    String ruleName,
    String issuer,
    Severity severity,
    Shown shown,
    String redacted,
    @Nullable String keyId,
    KeyScope scope,
    boolean publishable,
    List<Match> matches,
    @Nullable Suppression suppression,
    @Nullable Doubt doubt)
    implements Serializable {

  /** Most severe first, then by rule and fingerprint. */
  public static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::severity)
          .reversed()
          .thenComparing(Finding::ruleId)
          .thenComparing(Finding::fingerprint);

  public Finding {
    matches = matches.stream().sorted(Match.ORDER).toList();
    if (matches.isEmpty()) {
      throw new IllegalArgumentException(
          "finding %s of rule %s has no match".formatted(fingerprint.brief(), ruleId));
    }
  }

  /** A finding that nothing puts in doubt. */
  public Finding(
      Fingerprint fingerprint,
      String ruleId,
      String ruleName,
      String issuer,
      Severity severity,
      Shown shown,
      String redacted,
      @Nullable String keyId,
      KeyScope scope,
      boolean publishable,
      List<Match> matches,
      @Nullable Suppression suppression) {
    this(
        fingerprint,
        ruleId,
        ruleName,
        issuer,
        severity,
        shown,
        redacted,
        keyId,
        scope,
        publishable,
        matches,
        suppression,
        null);
  }

  /** Returns the widest audience of all places. */
  public Audience audience() {
    return matches.stream()
        .map(m -> m.where().audience())
        .min(Comparator.naturalOrder())
        .orElse(Audience.LOCAL);
  }

  /** Returns the same, in doubt: of little use to a stranger, if of any. */
  public Finding withDoubt(Doubt why) {
    return new Finding(
        fingerprint,
        ruleId,
        ruleName,
        issuer,
        Severity.LOW,
        shown,
        redacted,
        keyId,
        scope,
        publishable,
        matches,
        suppression,
        why);
  }

  public Finding withSuppression(@Nullable Suppression said) {
    return new Finding(
        fingerprint,
        ruleId,
        ruleName,
        issuer,
        severity,
        shown,
        redacted,
        keyId,
        scope,
        publishable,
        matches,
        said,
        doubt);
  }
}
