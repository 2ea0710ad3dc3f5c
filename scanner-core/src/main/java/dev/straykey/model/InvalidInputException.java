package dev.straykey.model;

import org.jspecify.annotations.Nullable;

/**
 * The command line, the configuration, a rule, an inventory or a plan is wrong: exit status 2,
 * before anything is scanned or sent. The problem names file, line and field.
 */
public final class InvalidInputException extends ScannerException {
  private static final long serialVersionUID = 1L;

  public InvalidInputException(
      String code, String problem, String remedy, @Nullable Throwable cause) {
    super(code, problem, remedy, cause);
  }

  public InvalidInputException(String code, String problem, String remedy) {
    super(code, problem, remedy);
  }
}
