package hudson.model;

/** Base of the controller. */
public abstract class AbstractCIBase extends Node {}
