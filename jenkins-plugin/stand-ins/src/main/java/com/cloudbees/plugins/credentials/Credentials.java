package com.cloudbees.plugins.credentials;

/** Something to sign in with. */
public interface Credentials extends java.io.Serializable, hudson.ExtensionPoint {}
