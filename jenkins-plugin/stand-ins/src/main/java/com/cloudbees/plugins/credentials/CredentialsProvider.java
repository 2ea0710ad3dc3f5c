package com.cloudbees.plugins.credentials;

import hudson.model.Describable;
import hudson.model.Descriptor;

/** Where credentials are kept. */
public abstract class CredentialsProvider extends Descriptor<CredentialsProvider>
    implements hudson.ExtensionPoint, Describable<CredentialsProvider> {
  public CredentialsProvider() {}

  /** Of the controller itself, as Jenkins' own user sees them; none of folders, jobs or people. */
  public static <C extends Credentials> java.util.List<C> lookupCredentials(Class<C> type) {
    throw new hudson.StandIn();
  }

  @Override
  public Descriptor<CredentialsProvider> getDescriptor() {
    throw new hudson.StandIn();
  }
}
