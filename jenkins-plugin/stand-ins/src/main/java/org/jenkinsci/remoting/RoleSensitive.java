package org.jenkinsci.remoting;

/** May not run on every side. */
public interface RoleSensitive {
  void checkRoles(RoleChecker checker) throws SecurityException;
}
