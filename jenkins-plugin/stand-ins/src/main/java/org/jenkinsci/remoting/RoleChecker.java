package org.jenkinsci.remoting;

/** Says which side runs what. */
public abstract class RoleChecker {
  public RoleChecker() {}
}
