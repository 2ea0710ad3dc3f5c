package dev.straykey.notifier;

import dev.straykey.model.ScannerException;
import org.jspecify.annotations.Nullable;

/** The message was not delivered, or it is not known whether it was. */
public final class NotifierException extends ScannerException {
  private static final long serialVersionUID = 1L;
  private final boolean unknown;

  /**
   * @param unknown whether it may have been delivered all the same
   */
  public NotifierException(
      String notifier, String reason, boolean unknown, @Nullable Throwable cause) {
    super(
        "SK-2020",
        "%s did not deliver the message (%s)".formatted(notifier, reason),
        "What was done stays done; the message is tried again by 'straykey remediate resume', and"
            + " goes to 'last_resort' when the person cannot be reached",
        cause);
    this.unknown = unknown;
  }

  /** Returns true when it may have been delivered all the same: look before sending again. */
  public boolean unknown() {
    return unknown;
  }
}
