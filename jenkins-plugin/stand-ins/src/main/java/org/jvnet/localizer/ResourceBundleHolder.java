package org.jvnet.localizer;

/** Texts beside a class. */
public final class ResourceBundleHolder implements java.io.Serializable {
  private static final long serialVersionUID = 1L;

  private ResourceBundleHolder() {}

  public static synchronized ResourceBundleHolder get(Class<?> owner) {
    return new ResourceBundleHolder();
  }
}
