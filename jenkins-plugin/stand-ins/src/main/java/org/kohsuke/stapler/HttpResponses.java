package org.kohsuke.stapler;

/** Makes answers. */
public class HttpResponses {
  public HttpResponses() {}

  public static HttpResponse redirectToDot() {
    throw new hudson.StandIn();
  }
}
