package dev.straykey.scan;

import dev.straykey.model.Doubt;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.model.Rule;
import dev.straykey.model.Secret;
import dev.straykey.model.Shown;
import dev.straykey.model.Suppression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One place where a key stands, with the key: between a worker and a {@link FindingCollector}, in
 * memory only. Not serialisable; prints the rule and the place, never the key.
 */
public final class Hit {
  /** The most specific rule that fired; null when only the inventory knows the key. */
  public final @Nullable Rule rule;

  /** The key; for {@link Shown#KEY_ID} its public id. An armoured key is in its normal form. */
  public final Secret secret;

  public final Shown shown;

  /** What the inventory knows of it; null when it was not asked or does not know. */
  public final KnownKeys.@Nullable Known known;

  /** Why it may be no issued key; null when nothing puts it in doubt. */
  public final @Nullable Doubt doubt;

  /** The public id that stands beside or inside the key. */
  public final @Nullable String keyId;

  public final Origin origin;

  /** From 1, of the first character; 0 where lines mean nothing. */
  public final int line;

  /** From 1, in Unicode characters; 0 where lines mean nothing. */
  public final int column;

  /** Line of the last character. */
  public final int endLine;

  /** Just behind the last character. */
  public final int endColumn;

  /** Encodings it was read through, outermost first. */
  public final List<String> decoded;

  /** Of the line without the key: 16 hex characters and {@code :1}. */
  public final String lineHash;

  /** What a comment on the line said; null when there is none. */
  public final @Nullable Suppression inline;

  Hit(
      @Nullable Rule rule,
      Secret secret,
      Shown shown,
      KnownKeys.@Nullable Known known,
      @Nullable Doubt doubt,
      @Nullable String keyId,
      Origin origin,
      Place place,
      List<String> decoded) {
    this.rule = rule;
    this.secret = secret;
    this.shown = shown;
    this.known = known;
    this.doubt = doubt;
    this.keyId = keyId;
    this.origin = origin;
    this.line = place.line();
    this.column = place.column();
    this.endLine = place.endLine();
    this.endColumn = place.endColumn();
    this.decoded = List.copyOf(decoded);
    this.lineHash = place.lineHash();
    this.inline = place.inline();
  }

  /** Where a key stands in the document, and what its line says. */
  record Place(
      int line,
      int column,
      int endLine,
      int endColumn,
      String lineHash,
      @Nullable Suppression inline) {
    static final Place NOWHERE = new Place(0, 0, 0, 0, "", null);

    /** What ends base64 may be left out of a place: two characters. */
    private static final int PADDING = 2;

    /**
     * Returns whether what begins no later than {@code place} in the same lines is all of it, when
     * it ends before {@code endColumn}.
     */
    static boolean reaches(int endColumn, Place place) {
      return endColumn + PADDING >= place.endColumn;
    }

    Place withoutLines() {
      return new Place(0, 0, 0, 0, lineHash, null);
    }
  }

  @Override
  public String toString() {
    return "Hit(%s at %s:%d:%d)"
        .formatted(rule == null ? "inventory-key" : rule.id(), origin.item(), line, column);
  }
}
