package org.jenkinsci.plugins.plaincredentials;

/** One secret text. */
public interface StringCredentials
    extends com.cloudbees.plugins.credentials.common.StandardCredentials {
  hudson.util.Secret getSecret();
}
