package dev.straykey.jenkins;

import java.util.function.Supplier;

/**
 * Runs what looks for its parts by the thread's class loader, such as database drivers and
 * migrations, with the plugin's own: Jenkins' threads carry another.
 */
final class OwnLoader {
  private OwnLoader() {}

  static <T> T call(Supplier<T> work) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(OwnLoader.class.getClassLoader());
    try {
      register("org.sqlite.JDBC");
      register("org.postgresql.Driver");
      return work.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** A driver registers itself when its class is initialised; Java looks only at its own path. */
  private static void register(String driver) {
    try {
      Class.forName(driver, true, OwnLoader.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(driver + " is not in the plugin", e);
    }
  }
}
