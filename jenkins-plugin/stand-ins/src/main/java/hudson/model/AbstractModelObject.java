package hudson.model;

/** Base of what has pages. */
public abstract class AbstractModelObject {
  public AbstractModelObject() {}
}
