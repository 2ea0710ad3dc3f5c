package dev.straykey.model;

import org.jspecify.annotations.Nullable;

/**
 * Something went wrong that a person can act on: what happened, where, and what to do next.
 *
 * <p>The code ({@code SK-} and four digits: 1 settings and input, 2 services, 3 sources, 4 store
 * and evidence, 5 remediation) never changes, so that it can be searched for. No message holds a
 * key.
 */
public class ScannerException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String code;
  private final String problem;
  private final String remedy;

  /**
   * @param code such as {@code SK-2003}
   * @param problem what happened and where; one sentence without its full stop
   * @param remedy what to do next; one sentence without its full stop
   */
  public ScannerException(String code, String problem, String remedy, @Nullable Throwable cause) {
    super("%s %s. %s".formatted(code, problem, remedy), cause);
    this.code = code;
    this.problem = problem;
    this.remedy = remedy;
  }

  public ScannerException(String code, String problem, String remedy) {
    this(code, problem, remedy, null);
  }

  /** Returns the code that never changes, such as {@code SK-2003}. */
  public final String code() {
    return code;
  }

  /** Returns what happened and where. */
  public final String problem() {
    return problem;
  }

  /** Returns what to do next. */
  public final String remedy() {
    return remedy;
  }
}
