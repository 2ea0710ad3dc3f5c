package org.jenkinsci.remoting;

/** Written to no disk. */
public interface SerializableOnlyOverRemoting extends java.io.Serializable {}
