package com.cloudbees.plugins.credentials.common;

/** Credentials as people know them. */
public interface StandardCredentials extends IdCredentials {}
