package hudson;

/** All implementations of one extension point. */
public class ExtensionList<T> extends java.util.AbstractList<T>
    implements jenkins.util.io.OnMaster {
  ExtensionList() {}

  @Override
  public T get(int index) {
    throw new StandIn();
  }

  @Override
  public int size() {
    throw new StandIn();
  }

  public static <U> U lookupSingleton(Class<U> type) {
    throw new StandIn();
  }
}
