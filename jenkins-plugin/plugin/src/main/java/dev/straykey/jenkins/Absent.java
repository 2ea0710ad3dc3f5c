package dev.straykey.jenkins;

import hudson.model.Node;

/** Where Jenkins takes a null that our own code may not write. */
final class Absent {
  private Absent() {}

  /** No particular machine. */
  @SuppressWarnings("NullAway") // documented by Jenkins as nullable
  static Node node() {
    return null;
  }
}
