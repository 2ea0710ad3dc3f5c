package org.jenkinsci.plugins.workflow.actions;

/** Kept with its node. */
public interface PersistentAction extends hudson.model.Action {}
