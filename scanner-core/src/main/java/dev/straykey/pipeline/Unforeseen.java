package dev.straykey.pipeline;

/**
 * What is told of a fault that Straykey did not foresee. Its message may hold a key, so only its
 * kind and place are told.
 */
public final class Unforeseen {
  private static final String OWN = "dev.straykey.";

  private Unforeseen() {}

  /** Returns the message that ends a run. */
  public static String message(Throwable fault) {
    return "SK-9999 Something went wrong that Straykey did not foresee (%s)."
        .formatted(kindAndPlace(fault));
  }

  /** Returns the message that ends a run for which the memory was too small. */
  public static String outOfMemory() {
    return "SK-9997 The memory of %d MB was not enough, so the run ended early. Give it more: "
            .formatted(Runtime.getRuntime().maxMemory() >> 20)
        + "STRAYKEY_JAVA_OPTIONS=-Xmx4g is four gigabytes";
  }

  /** Returns why a part of a source was not looked at, where the rest of the run goes on. */
  static String detail(Throwable fault) {
    return "SK-9998 not looked at to its end, for a fault of Straykey's own (%s); please report it"
        .formatted(kindAndPlace(fault));
  }

  private static String kindAndPlace(Throwable fault) {
    String place = "an unknown place";
    for (StackTraceElement frame : fault.getStackTrace()) {
      if (frame.getClassName().startsWith(OWN)) {
        place = frame.toString();
        break;
      }
    }
    return "%s at %s".formatted(fault.getClass().getSimpleName(), place);
  }
}
