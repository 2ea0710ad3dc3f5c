package hudson.remoting;

/** Runs on the other side of a channel. */
public interface Callable<V, T extends Throwable>
    extends java.io.Serializable, org.jenkinsci.remoting.RoleSensitive {
  V call() throws T;
}
