package dev.straykey.policy;

import dev.straykey.model.Effect;
import dev.straykey.model.Finding;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.KeyRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a decision depends on beside the finding and its attribution.
 *
 * @param now when it is decided
 * @param selfFingerprints hex of the fingerprints of all credentials that Straykey itself runs on
 * @param protectedPatterns record ids such as {@code key_01H}, or {@code issuer:idp/*}: an issuer
 *     and ids of its records; {@code *} stands for any characters
 * @param trippedIssuers ids of issuers that gave too many unexpected answers to be trusted now
 * @param effects how far revoking reaches, under {@link #effectKey}; what is missing is unknown and
 *     waits for a person
 */
public record Facts(
    Instant now,
    Set<String> selfFingerprints,
    List<String> protectedPatterns,
    Set<String> trippedIssuers,
    Map<String, Effect> effects) {
  private static final String ISSUER = "issuer:";

  /**
   * @throws InvalidInputException SK-1504 for a pattern that could never fit
   */
  public Facts {
    selfFingerprints = Set.copyOf(selfFingerprints);
    protectedPatterns = List.copyOf(protectedPatterns);
    trippedIssuers = Set.copyOf(trippedIssuers);
    effects = Map.copyOf(effects);
    for (int i = 0; i < protectedPatterns.size(); i++) {
      String pattern = protectedPatterns.get(i);
      if (pattern.isBlank() || (pattern.startsWith(ISSUER) && pattern.indexOf('/') < 0)) {
        throw new InvalidInputException(
            "SK-1504",
            "Number %d of 'protected' names no key".formatted(i + 1),
            "Write a record's id such as key_01H, or issuer:ID/*");
      }
    }
  }

  /** Facts where nothing is protected, tripped or known to reach further than one key. */
  public static Facts at(Instant now) {
    return new Facts(now, Set.of(), List.of(), Set.of(), Map.of());
  }

  /** Returns under which name the effect of revoking this kind of key is filed. */
  public static String effectKey(String issuer, String ruleId) {
    return issuer + "/" + ruleId;
  }

  @Nullable Effect effect(Finding finding) {
    return effects.get(effectKey(finding.issuer(), finding.ruleId()));
  }

  /** Returns whether a pattern, or the record itself, says that the key is protected. */
  boolean isProtected(Finding finding, @Nullable KeyRecord key) {
    if (key != null && key.isProtected()) {
      return true;
    }
    String id = key == null ? "" : key.id();
    String issuer = key == null || key.issuer().isEmpty() ? finding.issuer() : key.issuer();
    for (String pattern : protectedPatterns) {
      if (pattern.startsWith(ISSUER)
          ? fits(pattern.substring(ISSUER.length()), issuer + "/" + id)
          : key != null && fits(pattern, id)) {
        return true;
      }
    }
    return false;
  }

  /** Compares with a pattern in which {@code *} stands for any characters; linear, no regex. */
  private static boolean fits(String pattern, String text) {
    String[] parts = pattern.split("\\*", -1);
    if (parts.length == 1) {
      return pattern.equals(text);
    }
    String last = parts[parts.length - 1];
    if (!text.startsWith(parts[0]) || !text.endsWith(last)) {
      return false;
    }
    int at = parts[0].length();
    int end = text.length() - last.length();
    for (int i = 1; i < parts.length - 1; i++) {
      int found = text.indexOf(parts[i], at);
      if (found < 0) {
        return false;
      }
      at = found + parts[i].length();
    }
    return at <= end;
  }
}
