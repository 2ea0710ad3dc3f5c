package dev.straykey.model;

import java.io.Serializable;

/**
 * A part of a source that was not read, and why.
 *
 * @param place where: source, and path or item within it
 * @param reason why
 * @param detail in words, without any text of the source's content
 */
public record Skip(String place, Reason reason, String detail)
    implements Serializable, Comparable<Skip> {

  /** Why something was not read. */
  public enum Reason {
    /** Holds no text. */
    BINARY(true),
    /** Left out by a setting. */
    EXCLUDED(true),
    /**
     * Not in the source by its nature: a canvas whose text an export leaves out, a deleted file.
     */
    ABSENT_BY_DESIGN(true),
    /** Damaged, or not what it says it is. */
    BROKEN(false),
    /** Needs a password. */
    ENCRYPTED(false),
    /** Larger, deeper or denser than the limits allow. */
    BOUNDED(false),
    /** The system would not let it be read. */
    UNREADABLE(false),
    /** Named by the source, yet not there. */
    MISSING(false);

    private final boolean complete;

    Reason(boolean complete) {
      this.complete = complete;
    }

    /** Returns true when a scan is complete in spite of it. */
    public boolean leavesScanComplete() {
      return complete;
    }
  }

  @Override
  public int compareTo(Skip other) {
    int byPlace = place.compareTo(other.place);
    return byPlace != 0 ? byPlace : reason.compareTo(other.reason);
  }
}
