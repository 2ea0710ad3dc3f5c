package com.cloudbees.plugins.credentials.common;

/** Credentials with a name. */
public interface IdCredentials extends com.cloudbees.plugins.credentials.Credentials {
  String getId();
}
