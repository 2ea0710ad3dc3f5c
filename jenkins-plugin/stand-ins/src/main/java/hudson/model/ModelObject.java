package hudson.model;

/** Has a name for people. */
public interface ModelObject {
  String getDisplayName();
}
