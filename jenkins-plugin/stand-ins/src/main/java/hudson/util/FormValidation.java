package hudson.util;

/** What a page says of one field. */
public abstract class FormValidation extends java.io.IOException
    implements org.kohsuke.stapler.HttpResponse {
  private static final long serialVersionUID = 1L;

  /** Ok, warning or error. */
  public final Kind kind;

  private FormValidation(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public static FormValidation ok() {
    return of(Kind.OK, "");
  }

  public static FormValidation ok(String message) {
    return of(Kind.OK, message);
  }

  public static FormValidation warning(String message) {
    return of(Kind.WARNING, message);
  }

  public static FormValidation error(String message) {
    return of(Kind.ERROR, message);
  }

  private static FormValidation of(Kind kind, String message) {
    return new FormValidation(kind, message) {
      private static final long serialVersionUID = 1L;

      @Override
      public String renderHtml() {
        throw new hudson.StandIn();
      }
    };
  }

  public abstract String renderHtml();

  /** How bad it is. */
  public enum Kind {
    OK,
    WARNING,
    ERROR
  }
}
