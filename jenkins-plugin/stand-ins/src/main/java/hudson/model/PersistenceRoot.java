package hudson.model;

/** Has a folder of its own. */
public interface PersistenceRoot extends Saveable {
  java.io.File getRootDir();
}
