package hudson.model;

/** The listener of a freestyle build. */
public interface BuildListener extends TaskListener {}
