package hudson.model;

/** Base of the queue. */
public class ResourceController {
  public ResourceController() {}
}
