package dev.straykey.tracker;

import dev.straykey.model.ScannerException;
import org.jspecify.annotations.Nullable;

/** The tracker did not do what it was asked to, or its answer never came. */
public final class TrackerException extends ScannerException {
  private static final long serialVersionUID = 1L;
  private final boolean unknown;

  /**
   * @param unknown whether it may have done it all the same
   */
  public TrackerException(
      String tracker, String reason, boolean unknown, @Nullable Throwable cause) {
    super(
        "SK-2010",
        "%s did not take the task (%s)".formatted(tracker, reason),
        "It is tried again by 'straykey remediate resume'; check host, project and credential under"
            + " 'tracker' in straykey.yaml",
        cause);
    this.unknown = unknown;
  }

  /** Returns true when it may have done it all the same: look before sending again. */
  public boolean unknown() {
    return unknown;
  }
}
