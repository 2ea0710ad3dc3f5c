package hudson.model;

/** The queue; only the name of what it runs is needed. */
public class Queue extends ResourceController {
  Queue() {}

  /** What an executor runs. */
  public interface Executable extends Runnable {}
}
