package hudson.remoting;

/** The way to an agent. */
public interface VirtualChannel {}
