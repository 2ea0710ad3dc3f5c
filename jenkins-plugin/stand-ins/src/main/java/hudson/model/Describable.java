package hudson.model;

/** Has a descriptor, which describes its class. */
public interface Describable<T extends Describable<T>> {
  Descriptor<T> getDescriptor();
}
