package hudson.model;

/** A page and link beside Jenkins itself. */
public interface RootAction extends Action, hudson.ExtensionPoint {}
