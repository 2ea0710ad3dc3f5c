package hudson;

/** Thrown by every body of this module: the real class is in a Jenkins, never in a test. */
public class StandIn extends UnsupportedOperationException {
  private static final long serialVersionUID = 1L;

  public StandIn() {
    super("a stand-in: the real class is in Jenkins");
  }
}
