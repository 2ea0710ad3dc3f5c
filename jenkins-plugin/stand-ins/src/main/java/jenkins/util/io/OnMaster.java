package jenkins.util.io;

/** An object that lives on the controller. */
public interface OnMaster {}
