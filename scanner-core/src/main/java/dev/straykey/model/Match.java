package dev.straykey.model;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One place where a rule fired, or where a key of the inventory stands.
 *
 * @param where the place
 * @param line of the key's first character, from 1; 0 when lines mean nothing here
 * @param column of the key's first character, in characters from 1; 0 when lines mean nothing here
 * @param endLine of the key's last character
 * @param endColumn just behind the key's last character
 * @param decoded through which encodings it was read, outermost first; empty when it stands in
 *     clear
 * @param lineHash of the line without the key: the same under every fingerprint key
 */
public record Match(
    Provenance where,
    int line,
    int column,
    int endLine,
    int endColumn,
    List<String> decoded,
    String lineHash)
    implements Serializable {

  /** Source, path, commit, field, line, column: the order in which reports list places. */
  public static final Comparator<Match> ORDER =
      Comparator.comparing((Match m) -> m.where().source())
          .thenComparing(m -> m.where().path())
          .thenComparing(m -> orEmpty(m.where().channel()))
          .thenComparing(m -> m.where().at() == null ? "" : String.valueOf(m.where().at()))
          .thenComparing(m -> orEmpty(m.where().commit()))
          .thenComparing(m -> orEmpty(m.where().issue()))
          .thenComparing(m -> orEmpty(m.where().field()))
          .thenComparingInt(Match::line)
          .thenComparingInt(Match::column)
          .thenComparing(m -> orEmpty(m.where().permalink()))
          .thenComparing(Match::lineHash);

  public Match {
    decoded = List.copyOf(decoded);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
