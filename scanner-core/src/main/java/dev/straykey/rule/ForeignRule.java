package dev.straykey.rule;

import com.google.re2j.Pattern;
import dev.straykey.model.Rule;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule in the form of gitleaks and betterleaks: a regular expression of Go, tried where a keyword
 * stands, and what makes a match not count.
 *
 * @param rule what reports say of it
 * @param keywords in lower case; empty when the expression has to be tried everywhere
 * @param longest the longest match, in bytes; -1 when there is no longest
 * @param secretGroup number of the group that is the key; 0 for the first one that is not empty
 * @param entropy bits per character that the key must exceed; 0 for any
 * @param path what the path must fit; null for any
 * @param allowlists what makes a match not count
 * @param filters the same, as expressions
 * @param required rules of which each must fire near
 * @param silent whether it only counts as another rule's requirement
 */
public record ForeignRule(
    Rule rule,
    List<String> keywords,
    Pattern pattern,
    int longest,
    int secretGroup,
    double entropy,
    @Nullable Pattern path,
    List<ForeignAllowlist> allowlists,
    List<FilterExpression> filters,
    List<Required> required,
    boolean silent)
    implements Serializable {
  public ForeignRule {
    keywords = List.copyOf(keywords);
    allowlists = List.copyOf(allowlists);
    filters = List.copyOf(filters);
    required = List.copyOf(required);
  }

  /**
   * Another rule that must fire near.
   *
   * @param withinLines how many lines away at most; -1 for anywhere near
   */
  public record Required(String id, int withinLines) implements Serializable {}

  /**
   * A match, as allowlists and filters look at it.
   *
   * @param path of the file; empty when it is not known
   */
  public record Found(String secret, String match, String line, String path) {}

  /** Returns whether a match counts. */
  public boolean counts(Found found) {
    if (path != null && !found.path().isEmpty() && !path.matcher(found.path()).find()) {
      return false;
    }
    if (entropy > 0 && FilterExpression.entropy(found.secret()) <= entropy) {
      return false;
    }
    return allowlists.stream().noneMatch(list -> list.allows(found))
        && filters.stream().noneMatch(filter -> filter.drops(found));
  }
}
