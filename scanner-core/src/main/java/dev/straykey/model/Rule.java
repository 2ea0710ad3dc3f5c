package dev.straykey.model;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one kind of issued key looks like. Belongs to an issuer.
 *
 * @param id unique over all issuers, such as {@code slack-bot-token}
 * @param issuer id of the issuer
 * @param name the kind in words, such as {@code Slack bot token}
 * @param keywords literals of which one must stand in the text, or nothing is looked at; compared
 *     without regard to case unless the pattern itself is literal there
 * @param pattern regular expression of RE2 syntax that the whole key fits; anchored at its keyword.
 *     Group {@code key} is the key where the pattern holds context too; group {@code id} is its
 *     public id
 * @param scope what this kind implies
 * @param publishable whether the issuer means such keys to be public
 * @param checksum how the key proves itself well-formed; null when it does not
 * @param minEntropy bits per character that the key must have; 0 for any
 * @param prefixLength how many first characters may be shown when the key is redacted
 * @param examples texts that must and must not fire
 * @param origin file that it came from
 * @param trusted false for a rule that came by {@code --rules} or from a scanned tree: it can
 *     recognise and never causes a request
 */
public record Rule(
    String id,
    String issuer,
    String name,
    List<String> keywords,
    String pattern,
    KeyScope scope,
    Severity severity,
    boolean publishable,
    @Nullable Checksum checksum,
    double minEntropy,
    int prefixLength,
    List<Example> examples,
    String origin,
    boolean trusted)
    implements Serializable {
  public Rule {
    keywords = List.copyOf(keywords);
    examples = List.copyOf(examples);
  }

  /**
   * A text that is a test of the rule. {@code {key}} stands for a key made when the test runs, so
   * that no key-shaped literal stands in a file.
   *
   * @param finds how many findings of this rule the text must give
   */
  public record Example(String text, int finds) implements Serializable {}

  /**
   * Characters of the key that are computed from the others.
   *
   * @param algorithm {@code crc32-base62}, {@code crc32-base36}, {@code luhn-mod-n} or {@code
   *     hmac-sha256-truncated} …
   * @param length how many last characters it has
   * @param over {@code body}: what stands between prefix and checksum; {@code all}: everything
   *     before it
   */
  public record Checksum(String algorithm, int length, String over) implements Serializable {}
}
