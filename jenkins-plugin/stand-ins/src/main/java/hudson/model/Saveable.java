package hudson.model;

/** Can be written to disk. */
public interface Saveable {
  void save() throws java.io.IOException;
}
