package org.jvnet.localizer;

/** A text in the reader's language. */
public class Localizable implements java.io.Serializable {
  private static final long serialVersionUID = 1L;

  public Localizable(ResourceBundleHolder holder, String key, Object... args) {}
}
