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
 * @param near what must stand around the key
 * @param form expression that every key issued is known to fit, where {@code pattern} takes more;
 *     null where it does not. What it does not fit is in doubt
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
    boolean trusted,
    Near near,
    @Nullable String form)
    implements Serializable {
  public Rule {
    keywords = List.copyOf(keywords);
    examples = List.copyOf(examples);
  }

  /** A rule that asks nothing of what stands around. */
  public Rule(
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
      boolean trusted) {
    this(
        id,
        issuer,
        name,
        keywords,
        pattern,
        scope,
        severity,
        publishable,
        checksum,
        minEntropy,
        prefixLength,
        examples,
        origin,
        trusted,
        Near.ANYTHING,
        null);
  }

  /**
   * Returns true when the key has no mark of its own, so that its context names it, or its form as
   * a whole.
   */
  public boolean byContext() {
    return keywords.isEmpty();
  }

  /**
   * What must stand around a key.
   *
   * @param context words of which one must stand before the key (beside it, where the rule has
   *     keywords too); parts of a word are separated by a space here and by nothing, a space,
   *     {@code -}, {@code _} or {@code .} in a text; none for no condition
   * @param within how many bytes may stand between the word and the key; 0 for the usual reach
   * @param identifier whether it is the public half of a pair, which is never reported alone
   * @param pair ids of the rules of the other half
   * @param needsPair whether it fires only when the other half stands near
   * @param paths globs of which one must fit the path of the file; none for any file. Behind a
   *     {@code !} stands what must not fit, behind a {@code ~} where it is in doubt what is found;
   *     {@link #PLACES} are known by the words of a path
   * @param confidence how sure a match is
   * @param shape where the key stands
   * @param rare whether the key must be unlike words, though its context names it
   * @param base64 whether what stands there is base64 of the key, unless that is no text
   */
  public record Near(
      List<String> context,
      int within,
      boolean identifier,
      List<String> pair,
      boolean needsPair,
      List<String> paths,
      Confidence confidence,
      Shape shape,
      boolean rare,
      boolean base64)
      implements Serializable {
    /** Kinds of places that stand for many globs. */
    public static final List<String> PLACES =
        List.of("{tests}", "{docs}", "{translations}", "{foreign}");

    /** No condition. */
    public static final Near ANYTHING =
        new Near(
            List.of(),
            0,
            false,
            List.of(),
            false,
            List.of(),
            Confidence.HIGH,
            Shape.ANYWHERE,
            false,
            false);

    public Near {
      context = List.copyOf(context);
      pair = List.copyOf(pair);
      paths = List.copyOf(paths);
    }
  }

  /**
   * A text that is a test of the rule. {@code {key}} stands for a key made when the test runs, so
   * that no key-shaped literal stands in a file.
   *
   * @param finds how many findings of this rule the text must give
   * @param doubt what each of them must be in doubt of; null for findings that nothing puts in
   *     doubt. Where a rule has a checksum, a text that gives none may still give findings whose
   *     checksum is wrong
   */
  public record Example(String text, int finds, @Nullable Doubt doubt) implements Serializable {}

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
