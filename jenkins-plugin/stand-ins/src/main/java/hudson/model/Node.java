package hudson.model;

/** An agent or the controller's own executor; only passed as null here. */
public abstract class Node extends AbstractModelObject {}
