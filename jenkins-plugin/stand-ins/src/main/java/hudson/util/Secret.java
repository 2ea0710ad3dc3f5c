package hudson.util;

/** A text that Jenkins keeps encrypted. */
public final class Secret implements java.io.Serializable {
  private static final long serialVersionUID = 1L;

  Secret() {}

  public String getPlainText() {
    throw new hudson.StandIn();
  }
}
