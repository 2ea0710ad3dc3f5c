package hudson;

/** Ends a build as failed, with a message and without a stack trace. */
public class AbortException extends java.io.IOException {
  private static final long serialVersionUID = 1L;

  public AbortException(String message) {
    super(message);
  }
}
