package hudson.model;

/** How a build ended. */
public final class Result implements java.io.Serializable {
  private static final long serialVersionUID = 1L;
  public static final Result SUCCESS = new Result();
  public static final Result UNSTABLE = new Result();
  public static final Result FAILURE = new Result();

  private Result() {}

  public boolean isWorseThan(Result other) {
    throw new hudson.StandIn();
  }

  public boolean isWorseOrEqualTo(Result other) {
    throw new hudson.StandIn();
  }

  public boolean isBetterOrEqualTo(Result other) {
    throw new hudson.StandIn();
  }
}
